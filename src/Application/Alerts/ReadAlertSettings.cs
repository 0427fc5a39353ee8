using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Alerts;

/// <summary>Where a tenant wants to hear that somebody needs a person.</summary>
public sealed record ReadAlertSettings(TenantId Tenant) : IRequest<AlertSettingsShown>;

/// <param name="Settings">What was said.</param>
/// <param name="HasSecret">Something is there that signs posts to the webhook; nobody is ever shown it.</param>
/// <param name="CanMail">A mail server is configured.</param>
public sealed record AlertSettingsShown(AlertSettings Settings, bool HasSecret, bool CanMail);

internal sealed class ReadAlertSettingsHandler(IAlertSettings settings, IAlertDelivery delivery) : IRequestHandler<ReadAlertSettings, AlertSettingsShown>
{
    public async Task<AlertSettingsShown> Handle(ReadAlertSettings request, CancellationToken cancellationToken) => new(
        await settings.ReadAsync(request.Tenant, cancellationToken), await settings.FindSecretAsync(request.Tenant, cancellationToken) is not null, delivery.CanMail);
}
