using FluentValidation;
using GptMessenger.Application.Audit;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Alerts;

/// <summary>A tenant says where it wants to hear that somebody needs a person.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Settings">What is to be.</param>
/// <param name="Secret">Signs posts to the webhook; null: the one that is there stays.</param>
public sealed record SetAlertSettings(TenantId Tenant, AlertSettings Settings, string? Secret) : IRequest<SetAlerts>, IAudited
{
    public AuditMark Mark => new(Tenant, "changed where alerts go");

    /// <summary>Without the secret: a record would print it.</summary>
    public override string ToString() => $"{nameof(SetAlertSettings)} of {Tenant}";
}

public enum SetAlerts
{
    Done,

    /// <summary>Posts to a webhook are signed, and there is nothing to sign them with.</summary>
    LacksSecret,

    /// <summary>Nobody has configured a mail server.</summary>
    CannotMail,
}

internal sealed class SetAlertSettingsValidator : AbstractValidator<SetAlertSettings>
{
    private const int MaxEmails = 10;
    private const int MinSecret = 16;
    private const int MaxSecret = 256;

    public SetAlertSettingsValidator(IAlertDelivery delivery)
    {
        RuleFor(set => set.Settings.Webhook).Custom((webhook, context) =>
        {
            if (webhook is not null && delivery.Objection(webhook) is { } objection)
            {
                context.AddFailure("webhook", $"webhook {objection}");
            }
        });
        RuleFor(set => set.Settings.Emails).Must(emails => emails.Count <= MaxEmails).WithMessage($"emails should be at most {MaxEmails}.");
        RuleForEach(set => set.Settings.Emails)
            .Must(AlertSettings.IsAddress)
            .WithMessage("emails should be addresses such as anna@shop.example.");
        RuleFor(set => set.Secret)
            .Must(secret => secret is null || (secret.Length is >= MinSecret and <= MaxSecret && secret.All(c => c is > ' ' and <= '~')))
            .WithMessage($"secret should be {MinSecret} to {MaxSecret} characters without spaces, the same that your webhook checks signatures with.");
    }
}

internal sealed class SetAlertSettingsHandler(IAlertSettings settings, IAlertDelivery delivery) : IRequestHandler<SetAlertSettings, SetAlerts>
{
    public async Task<SetAlerts> Handle(SetAlertSettings request, CancellationToken cancellationToken)
    {
        if (request.Settings.Emails.Count > 0 && !delivery.CanMail)
        {
            return SetAlerts.CannotMail;
        }

        if (request.Settings.Webhook is not null && request.Secret is null && await settings.FindSecretAsync(request.Tenant, cancellationToken) is null)
        {
            return SetAlerts.LacksSecret;
        }

        await settings.WriteAsync(request.Tenant, request.Settings, request.Secret, cancellationToken);
        return SetAlerts.Done;
    }
}
