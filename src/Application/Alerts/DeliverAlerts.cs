using GptMessenger.Application.Conversations;
using GptMessenger.Application.Inbox;
using GptMessenger.Domain.Conversations;
using MediatR;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Application.Alerts;

/// <summary>Delivers the alerts that are due, each where its tenant wants it. What is not taken is tried again, later each time, for a day.</summary>
/// <returns>How many were due.</returns>
public sealed record DeliverAlerts : IRequest<int>;

internal sealed partial class DeliverAlertsHandler(
    IAlertOutbox outbox, IAlertSettings settings, IAlertDelivery delivery, IConversationSummaries summaries, TimeProvider clock, ILogger<DeliverAlertsHandler> logger)
    : IRequestHandler<DeliverAlerts, int>
{
    private const int AtOnce = 20;

    /// <summary>Longer than a delivery takes with all its tries; a node that dies amid one is followed after that.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>The case is written right behind its alert; where it is not there after that, it is closed.</summary>
    private static readonly TimeSpan CaseIsLate = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);
    private static readonly TimeSpan GivenUp = TimeSpan.FromDays(1);

    public async Task<int> Handle(DeliverAlerts request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var due = await outbox.TakeDueAsync(now, now + Lease, AtOnce, cancellationToken);
        await Task.WhenAll(due.Select(alert => DeliverAsync(alert, cancellationToken)));
        return due.Count;
    }

    private async Task DeliverAsync(Alert alert, CancellationToken cancellationToken)
    {
        try
        {
            if ((await summaries.FindAsync(alert.Conversation, cancellationToken))?.Case?.Id != alert.Id)
            {
                await (clock.GetUtcNow() - alert.At < CaseIsLate
                    ? outbox.SaveAsync(alert with { DueAt = clock.GetUtcNow() + FirstPause }, cancellationToken)
                    : outbox.RemoveAsync(alert, cancellationToken));
                return;
            }

            alert = await TryAsync(alert, cancellationToken);
            await (alert is { IsPosted: true, IsMailed: true } ? outbox.RemoveAsync(alert, cancellationToken) : PutOffAsync(alert, cancellationToken));
        }
        catch (Exception e) when (e is StoreUnavailableException or UnreadableFileException)
        {
            // It comes again when its lease is over.
            LogHeld(alert.Conversation.Tenant, alert.Id, e.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The process stops; the next one need not wait for the lease.
            await outbox.SaveAsync(alert with { DueAt = clock.GetUtcNow() }, CancellationToken.None);
        }
    }

    /// <summary>What nobody wants counts as delivered.</summary>
    private async Task<Alert> TryAsync(Alert alert, CancellationToken cancellationToken)
    {
        var tenant = alert.Conversation.Tenant;
        var wanted = await settings.ReadAsync(tenant, cancellationToken);
        string? secret = wanted.Webhook is null || alert.IsPosted ? null : await settings.FindSecretAsync(tenant, cancellationToken);
        var posting = alert.IsPosted || wanted.Webhook is null
            ? Task.FromResult(true)
            : WorksAsync(alert, "webhook", () => secret is not null
                ? delivery.PostAsync(wanted.Webhook, secret, alert, cancellationToken)
                : throw new AlertNotDeliveredException("Its signing secret cannot be read: set it again."));
        var mailing = alert.IsMailed || wanted.Emails.Count == 0 || !delivery.CanMail
            ? Task.FromResult(true)
            : WorksAsync(alert, "e-mail", () => delivery.MailAsync(wanted.Emails, alert, cancellationToken));
        return alert with { IsPosted = await posting, IsMailed = await mailing };
    }

    private async Task<bool> WorksAsync(Alert alert, string way, Func<Task> deliver)
    {
        try
        {
            await deliver();
            LogDelivered(way, alert.Id, alert.Conversation.Tenant);
            return true;
        }
        catch (AlertNotDeliveredException e)
        {
            LogNotDelivered(way, alert.Id, alert.Conversation.Tenant, e.Message);
            return false;
        }
    }

    private Task PutOffAsync(Alert alert, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (now - alert.At > GivenUp)
        {
            LogGivenUp(alert.Id, alert.Conversation.Tenant);
            return outbox.RemoveAsync(alert, cancellationToken);
        }

        var pause = FirstPause * Math.Pow(2, Math.Min(alert.Tries, 16));
        return outbox.SaveAsync(alert with { Tries = alert.Tries + 1, DueAt = now + (pause < LongestPause ? pause : LongestPause) }, cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "Alert {Alert} of tenant {Tenant} was delivered by {Way}")]
    private partial void LogDelivered(string way, string alert, TenantId tenant);

    [LoggerMessage(LogLevel.Warning, "Alert {Alert} of tenant {Tenant} could not be delivered by {Way} and is tried again: {Reason}")]
    private partial void LogNotDelivered(string way, string alert, TenantId tenant, string reason);

    [LoggerMessage(LogLevel.Error, "Alert {Alert} of tenant {Tenant} could not be delivered for a day and is given up: the case stands in the inbox. Look at the tenant's alert settings")]
    private partial void LogGivenUp(string alert, TenantId tenant);

    [LoggerMessage(LogLevel.Warning, "Alert {Alert} of tenant {Tenant} waits: {Reason}")]
    private partial void LogHeld(TenantId tenant, string alert, string reason);
}
