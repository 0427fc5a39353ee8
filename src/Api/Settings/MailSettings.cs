using System.Net.Mail;
using GptMessenger.Infrastructure.Alerts;

namespace GptMessenger.Api.Settings;

/// <summary>The mail server that alerts leave by.</summary>
internal static class MailSettings
{
    /// <summary>Of most mail servers, for programs that send.</summary>
    private const int Submission = 587;

    private static readonly string[] Others = ["SMTP_FROM", "SMTP_USER", "SMTP_PASSWORD"];

    public static AlertOptions Alerts(SettingsReader reader, Uri? publicUrl) => new() { PublicAddress = publicUrl, Mail = Mail(reader) };

    private static MailOptions? Mail(SettingsReader reader)
    {
        if (reader.Text("SMTP_HOST") is not { } host)
        {
            if (Array.Find(Others, name => reader.Text(name) is not null) is { } other)
            {
                reader.Wrong("SMTP_HOST", $"is missing. It should be the mail server's name; {other} is there.");
            }

            return null;
        }

        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            reader.Wrong("SMTP_HOST", "should be a mail server's name, such as smtp.example.com.");
        }

        string from = reader.Required("SMTP_FROM", "the address that alerts come from, such as bot@example.com");
        if (from.Length > 0 && (!MailAddress.TryCreate(from, out var address) || address.Address != from))
        {
            reader.Wrong("SMTP_FROM", "should be an address such as bot@example.com.");
        }

        var (user, password) = (reader.Text("SMTP_USER"), reader.Text("SMTP_PASSWORD"));
        if (user is null != password is null)
        {
            reader.Wrong(user is null ? "SMTP_USER" : "SMTP_PASSWORD", "is missing. Both are needed where the mail server wants to know who sends, or neither.");
        }

        return new MailOptions(host, reader.Number("SMTP_PORT", Submission, 1, ushort.MaxValue), from) { User = user, Password = password };
    }
}
