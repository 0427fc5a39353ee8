using System.Net.Sockets;
using GptMessenger.Application.Alerts;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace GptMessenger.Infrastructure.Alerts;

/// <summary>Sends an alert as a mail, one connection each: there are few.</summary>
internal sealed class AlertMail(AlertOptions options, TimeProvider clock)
{
    private const int ImplicitTls = 465;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public bool IsConfigured => options.Mail is not null;

    public async Task SendAsync(IReadOnlyList<string> addresses, Alert alert, CancellationToken cancellationToken)
    {
        var mail = options.Mail ?? throw new AlertNotDeliveredException("No mail server is configured: set SMTP_HOST and SMTP_FROM.");
        using var message = Message(mail, alert);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            using var client = new SmtpClient();
            await client.ConnectAsync(mail.Host, mail.Port, Security(mail), limit.Token);
            if (mail.User is { } user)
            {
                await client.AuthenticateAsync(user, mail.Password ?? "", limit.Token);
            }

            await client.SendAsync(message, MailboxAddress.Parse(mail.From), addresses.Select(MailboxAddress.Parse), limit.Token);
            await client.DisconnectAsync(quit: true, limit.Token);
        }
        catch (Exception e) when (e is ServiceNotConnectedException or ServiceNotAuthenticatedException or CommandException or ProtocolException or AuthenticationException
            or SslHandshakeException or SocketException or IOException or NotSupportedException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new AlertNotDeliveredException($"The mail server at {mail.Host}:{mail.Port} did not take it ({e.GetType().Name}).", e);
        }
    }

    /// <summary>A password never goes over a line that anybody can read, except to this machine.</summary>
    private static SecureSocketOptions Security(MailOptions mail) => mail.Port == ImplicitTls ? SecureSocketOptions.SslOnConnect
        : mail.User is null || mail.Host is "localhost" or "127.0.0.1" or "::1" ? SecureSocketOptions.StartTlsWhenAvailable
        : SecureSocketOptions.StartTls;

    private MimeMessage Message(MailOptions mail, Alert alert)
    {
        var message = new MimeMessage { Subject = "A customer needs a person", Date = clock.GetUtcNow(), MessageId = $"{alert.Id}@gptmessenger.invalid" };
        message.From.Add(MailboxAddress.Parse(mail.From));

        // Whoever is told need not know who else is.
        message.To.Add(new GroupAddress("undisclosed-recipients"));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        string link = AlertText.Link(options.PublicAddress, alert) is { } address ? $"\n\nRead and answer: {address.AbsoluteUri}" : "\n\nRead and answer in the console's inbox.";
        message.Body = new TextPart("plain") { Text = $"{AlertText.Sentence(alert.Reason)}\n\nPage: {alert.Conversation.Page}\nCustomer: {alert.Conversation.Sender}\nSince: {alert.At.UtcDateTime:u}{link}\n" };
        return message;
    }
}
