using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Application.Pages;

/// <param name="Page">Where owners connect pages with a browser; null: nobody said where the product can be reached.</param>
public sealed record ConnectAddress(Uri? Page);

/// <summary>Tells people and monitors how pages are: each change once, whoever checked the page before.</summary>
internal sealed partial class PageAlarms
{
    /// <summary>Pages that this node does not check any more are another's to count, or nobody's.</summary>
    private static readonly TimeSpan Keeps = TimeSpan.FromHours(2);

    private readonly ConcurrentDictionary<PageId, (PageState State, DateTimeOffset At)> _seen = [];
    private readonly ConcurrentDictionary<PageId, byte> _failing = [];
    private readonly ConnectAddress _address;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;

    public PageAlarms(IMeterFactory meters, ConnectAddress address, TimeProvider clock, ILogger<PageAlarms> logger)
    {
        (_address, _clock, _logger) = (address, clock, logger);
        meters.Create(Telemetry.Name).CreateObservableGauge("gptmessenger.pages", Count, "{page}", "Pages that this node checked last, by state");
    }

    public void Note(ConnectedPage page, PageHealth? before, PageHealth after)
    {
        _failing.TryRemove(page.Page, out _);
        _seen[page.Page] = (after.State, _clock.GetUtcNow());
        if (before?.State == after.State)
        {
            return;
        }

        switch (after.State)
        {
            case PageState.Broken:
                LogBroken(page.Page, string.Join(' ', after.Problems), Remedy(page));
                break;
            case PageState.AtRisk:
                LogAtRisk(page.Page, string.Join(' ', after.Problems), Remedy(page));
                break;
            case PageState.Healthy when before is not null:
                LogHealthy(page.Page);
                break;
            default:
                break;
        }
    }

    public void NoteFailure(ConnectedPage page, string reason)
    {
        if (_failing.TryAdd(page.Page, 0))
        {
            LogFailed(page.Page, reason);
        }
    }

    public void NoteRepair(ConnectedPage page, IReadOnlyList<string> fields) => LogRepaired(page.Page, string.Join(", ", fields));

    public void NoteFetched(ConnectedPage page, int count, DateTimeOffset since) => LogFetched(page.Page, since, count);

    public void Forget(ConnectedPage page)
    {
        _seen.TryRemove(page.Page, out _);
        _failing.TryRemove(page.Page, out _);
    }

    private IEnumerable<Measurement<int>> Count()
    {
        var earliest = _clock.GetUtcNow() - Keeps;
        var states = _seen.Values.Where(seen => seen.At > earliest).Select(seen => seen.State).ToList();
        return Enum.GetValues<PageState>().Select(state => new Measurement<int>(states.Count(each => each == state), new KeyValuePair<string, object?>("state", state switch
        {
            PageState.Healthy => "healthy",
            PageState.AtRisk => "at_risk",
            PageState.Broken => "broken",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state."),
        })));
    }

    private string Remedy(ConnectedPage page) => _address.Page is { } address
        ? $"{address.AbsoluteUri}?tenant={page.Tenant}"
        : $"/connect?tenant={page.Tenant} (PUBLIC_URL is not set), or with POST /admin/users/{page.Tenant}/facebook/pages";

    [LoggerMessage(LogLevel.Error, "Page {Page} does not work: {Problems} Its messages are kept as far as they come in. Connect it again at {Where}")]
    private partial void LogBroken(PageId page, string problems, string where);

    [LoggerMessage(LogLevel.Warning, "Page {Page} works and needs a look: {Problems} It can be connected again at {Where}")]
    private partial void LogAtRisk(PageId page, string problems, string where);

    [LoggerMessage(LogLevel.Information, "Page {Page} is healthy again")]
    private partial void LogHealthy(PageId page);

    [LoggerMessage(LogLevel.Information, "Page {Page} is subscribed again to what was not delivered: {Fields}")]
    private partial void LogRepaired(PageId page, string fields);

    [LoggerMessage(LogLevel.Information, "Page {Page} was looked through for what was missed since {Since:u}; messages found: {Count}")]
    private partial void LogFetched(PageId page, DateTimeOffset since, int count);

    [LoggerMessage(LogLevel.Warning, "Page {Page} could not be checked; what was known of it stays, and it is tried again within the hour: {Reason}")]
    private partial void LogFailed(PageId page, string reason);
}
