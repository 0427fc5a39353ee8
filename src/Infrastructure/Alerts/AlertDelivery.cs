using GptMessenger.Application.Alerts;

namespace GptMessenger.Infrastructure.Alerts;

internal sealed class AlertDelivery(WebhookPost webhook, AlertMail mail) : IAlertDelivery
{
    public bool CanMail => mail.IsConfigured;

    public string? Objection(Uri address) => webhook.Objection(address);

    public Task PostAsync(Uri address, string secret, Alert alert, CancellationToken cancellationToken) => webhook.PostAsync(address, secret, alert, cancellationToken);

    public Task MailAsync(IReadOnlyList<string> addresses, Alert alert, CancellationToken cancellationToken) => mail.SendAsync(addresses, alert, cancellationToken);
}
