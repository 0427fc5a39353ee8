using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Pages;
using MediatR;

namespace GptMessenger.Application.Pages;

/// <summary>
/// Looks whether a page still works, has its events delivered again where they are not, fetches what was missed, and says what only its owner
/// can mend. A check that fails changes nothing.
/// </summary>
public sealed record CheckPage(ConnectedPage Page) : IRequest;

internal sealed class CheckPageHandler(
    IPageInspection inspection, IPageSubscriptions subscriptions, IPageHealths healths, MissedMessages messages, PageAlarms alarms, TimeProvider clock) : IRequestHandler<CheckPage>
{
    /// <summary>How long before the first check a page that was never checked is taken to have been whole.</summary>
    private static readonly TimeSpan Unseen = TimeSpan.FromHours(1);

    /// <summary>Longer without a good check, and the product itself was away: Meta gives an event up after an hour.</summary>
    private static readonly TimeSpan LongestGap = TimeSpan.FromMinutes(90);

    public async Task Handle(CheckPage request, CancellationToken cancellationToken)
    {
        var page = request.Page;
        try
        {
            if (await inspection.InspectAsync(page, cancellationToken) is not { } found)
            {
                alarms.Forget(page);
                return;
            }

            var before = await healths.ReadAsync(page, cancellationToken);
            var after = await MendAsync(page, found, before, clock.GetUtcNow(), cancellationToken);
            await healths.SaveAsync(page, after, cancellationToken);
            alarms.Note(page, before, after);
        }
        catch (Exception e) when (e is PageUnreachableException or StoreUnavailableException)
        {
            alarms.NoteFailure(page, e.Message);
        }
    }

    private async Task<PageHealth> MendAsync(ConnectedPage page, PageFindings found, PageHealth? before, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<string> faults = [.. found.Faults(now)], warnings = [.. found.Warnings(now)];
        var (whole, repairedAt) = (before?.WholeUntil ?? now - Unseen, before?.RepairedAt);
        bool mayLack = before is { State: PageState.Broken } || (before is not null && now - whole > LongestGap);
        if (found.MissingFields is { Count: > 0 } fields)
        {
            if (await SubscribeAsync(page, cancellationToken) is { } reason)
            {
                faults.Add($"Its events are not delivered ({string.Join(", ", fields)}) and could not be subscribed to: {reason}");
            }
            else
            {
                alarms.NoteRepair(page, fields);
                (repairedAt, mayLack) = (now, mayLack || found.LacksMessages);
            }
        }

        if (faults.Count == 0)
        {
            if (mayLack && await FetchAsync(page, whole, cancellationToken) is { } reason)
            {
                warnings.Add($"What was said there since {whole.UtcDateTime:u} could not be looked through for missed messages, it is tried again within the hour: {reason}");
            }
            else
            {
                whole = now;
            }
        }

        var state = faults.Count > 0 ? PageState.Broken : warnings.Count > 0 ? PageState.AtRisk : PageState.Healthy;
        return new PageHealth(state, [.. faults, .. warnings], now, before?.State == state ? before.Since : now) { WholeUntil = whole, RepairedAt = repairedAt };
    }

    /// <returns>Why it did not work; null: it did.</returns>
    private async Task<string?> SubscribeAsync(ConnectedPage page, CancellationToken cancellationToken)
    {
        try
        {
            await subscriptions.SubscribeAsync(page.Page, cancellationToken);
            return null;
        }
        catch (PageUnreachableException e)
        {
            return e.Message;
        }
    }

    /// <returns>Why not all of it was fetched; null: it was.</returns>
    private async Task<string?> FetchAsync(ConnectedPage page, DateTimeOffset since, CancellationToken cancellationToken)
    {
        try
        {
            alarms.NoteFetched(page, await messages.FetchAsync(page, since, cancellationToken), since);
            return null;
        }
        catch (Exception e) when (e is PageUnreachableException or StoreUnavailableException)
        {
            return e.Message;
        }
    }
}
