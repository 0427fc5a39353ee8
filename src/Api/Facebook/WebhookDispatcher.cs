using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using FluentValidation;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Inbox;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Api.Facebook;

/// <summary>
/// Makes a command of each event: events of one customer one after the other, customers side by side. An event that nobody can use is
/// logged and costs its neighbours nothing.
/// </summary>
internal sealed partial class WebhookDispatcher(ISender sender, TimeProvider clock, ILogger<WebhookDispatcher> logger)
{
    private static readonly TimeSpan AlarmInterval = TimeSpan.FromMinutes(10);

    private long _alarmed;

    private const int MaxParallel = 32;

    /// <summary>What was logged once already: unknown kinds, unknown pages. Bounded, since its words come from outside.</summary>
    private const int MaxNoted = 1000;

    private readonly ConcurrentDictionary<string, byte> _noted = new();

    /// <exception cref="StoreUnavailableException">Something could not be stored; everything else was.</exception>
    public async Task DispatchAsync(WebhookPayload payload, CancellationToken cancellationToken)
    {
        if (payload.Skipped > 0)
        {
            LogSkipped(payload.Skipped);
        }

        var conversations = payload.Events.GroupBy(item => (item.Page, item.Event.Customer)).ToList();
        var failures = new ConcurrentQueue<StoreUnavailableException>();
        await Parallel.ForEachAsync(conversations, new ParallelOptions { MaxDegreeOfParallelism = MaxParallel, CancellationToken = cancellationToken }, async (events, token) =>
        {
            foreach (var (page, @event) in events)
            {
                try
                {
                    await DispatchAsync(page, @event, token);
                }
                catch (StoreUnavailableException e)
                {
                    // What follows in this conversation would be stored out of order: it is delivered again together with this one.
                    LogNotStored(page, @event.Name, e.Message);
                    failures.Enqueue(e);
                    return;
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    LogBroken(e, page, @event.Name);
                    failures.Enqueue(new StoreUnavailableException("An event could not be handled.", e));
                    return;
                }
            }
        });
        await NoteChangesAsync(payload.ChangedPages, cancellationToken);
        if (failures.TryPeek(out var failure))
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>Each refusal counts as a failed delivery at Meta, and an hour of them disconnects the page: the first one is an alarm, again every ten minutes.</summary>
    public void NoteRefused(SignatureCheck check)
    {
        long now = clock.GetTimestamp();
        long last = Interlocked.Read(ref _alarmed);
        if ((last == 0 || clock.GetElapsedTime(last, now) > AlarmInterval) && Interlocked.CompareExchange(ref _alarmed, now, last) == last)
        {
            LogFirstRefused(check);
        }
        else
        {
            LogRefused(check);
        }
    }

    /// <summary>A page's change is a hint: missing one costs nothing that the next one does not bring.</summary>
    private async Task NoteChangesAsync(IEnumerable<PageId> pages, CancellationToken cancellationToken)
    {
        foreach (var page in pages)
        {
            try
            {
                if (!await sender.Send(new NotePageChange(Channel.Facebook, page), cancellationToken))
                {
                    NoteUnconnected(page);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogChangeMissed(e, page);
            }
        }
    }

    private async Task DispatchAsync(PageId page, MessengerEvent @event, CancellationToken cancellationToken)
    {
        switch (@event.Kind)
        {
            case EventKind.PolicyEnforcement:
                LogPolicy(page, @event.Text);
                return;
            case EventKind.Notice:
                if (!await sender.Send(new NoteSeen(Channel.Facebook, page, @event), cancellationToken))
                {
                    LogNotice(@event.Name, page);
                }

                return;
            case EventKind.Unknown or EventKind.Reply:
                NoteUnknown(page, @event);
                return;
            case EventKind.Message or EventKind.Postback or EventKind.Order or EventKind.Edit or EventKind.Unsend or EventKind.Echo:
                break;
            default:
                throw new InvalidOperationException($"{@event.Kind} has no command.");
        }

        if (@event.Page != page.Value)
        {
            LogOtherPage(@event.Name, page, @event.Page);
            return;
        }

        try
        {
            var receipt = @event.Kind == EventKind.Echo
                ? await sender.Send(new HandleEcho(Channel.Facebook, page, @event), cancellationToken)
                : await sender.Send(new HandleIncomingMessage(Channel.Facebook, page, @event), cancellationToken);
            if (receipt == Receipt.PageNotConnected)
            {
                NoteUnconnected(page);
            }
            else
            {
                LogReceived(@event.Name, page, @event.Customer, receipt);
            }
        }
        catch (ValidationException e)
        {
            LogUnusable(@event.Name, page, string.Join(' ', e.Errors.Select(error => error.ErrorMessage)));
        }
    }

    private void NoteUnknown(PageId page, MessengerEvent @event)
    {
        if (IsNew($"kind {@event.Name}"))
        {
            LogUnknown(@event.Name, page);
        }
    }

    private void NoteUnconnected(PageId page)
    {
        if (IsNew($"page {page}"))
        {
            LogUnconnected(page);
        }
    }

    private bool IsNew(string what) => _noted.Count < MaxNoted && _noted.TryAdd(what, 0);

    [LoggerMessage(LogLevel.Debug, "{Kind} of {Customer} on page {Page}: {Receipt}")]
    private partial void LogReceived(string kind, PageId page, SenderId? customer, Receipt receipt);

    [LoggerMessage(LogLevel.Debug, "{Kind} on page {Page}: nothing to do")]
    private partial void LogNotice(string kind, PageId page);

    [LoggerMessage(LogLevel.Warning, "{Count} entries of a delivery name no page by a valid id and were left out")]
    private partial void LogSkipped(int count);

    [LoggerMessage(LogLevel.Warning, "An event of the unknown kind '{Kind}' came for page {Page}; it and all that follow are ignored")]
    private partial void LogUnknown(string kind, PageId page);

    [LoggerMessage(LogLevel.Warning, "Nobody has connected page {Page}: its events are ignored. Set FACEBOOK_ACCESS_TOKEN_{Page} and PAGE_UUID_{Page}, or unsubscribe the app from the page")]
    private partial void LogUnconnected(PageId page);

    [LoggerMessage(LogLevel.Warning, "{Kind} delivered for page {Page} is about page {Other}: ignored")]
    private partial void LogOtherPage(string kind, PageId page, string? other);

    [LoggerMessage(LogLevel.Warning, "{Kind} on page {Page} cannot be used: {Reason}")]
    private partial void LogUnusable(string kind, PageId page, string reason);

    [LoggerMessage(LogLevel.Error, "{Kind} on page {Page} could not be stored, Messenger is asked to deliver it again: {Reason}")]
    private partial void LogNotStored(PageId page, string kind, string reason);

    [LoggerMessage(LogLevel.Error, "{Kind} on page {Page} could not be handled, Messenger is asked to deliver it again")]
    private partial void LogBroken(Exception exception, PageId page, string kind);

    [LoggerMessage(LogLevel.Warning, "That page {Page} changed could not be noted; what is stored of it stays in use")]
    private partial void LogChangeMissed(Exception exception, PageId page);

    [LoggerMessage(LogLevel.Error, "Meta's policy enforcement on page {Page}: {Action}. Look at the page's support inbox; while it is blocked, sends will fail")]
    private partial void LogPolicy(PageId page, string? action);

    [LoggerMessage(LogLevel.Error, "A delivery was refused, its signature is {Check}. If this is Meta, FACEBOOK_APP_SECRET is not the app's secret, and the pages are disconnected within the hour; if not, somebody is knocking. Further refusals of the next ten minutes are logged at Debug")]
    private partial void LogFirstRefused(SignatureCheck check);

    [LoggerMessage(LogLevel.Debug, "A delivery was refused, its signature is {Check}")]
    private partial void LogRefused(SignatureCheck check);
}
