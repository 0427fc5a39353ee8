using System.Collections.Concurrent;
using System.Net.Http.Headers;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>The lanes of all pages that this node sends for.</summary>
internal sealed class PageLanes(TimeProvider clock)
{
    /// <summary>Above this, pages that have nothing to remember are forgotten.</summary>
    internal const int MaxPages = 10_000;

    private readonly ConcurrentDictionary<PageId, PageLane> _lanes = new();

    /// <summary>What all pages share: the app's own limits.</summary>
    public PageLane All { get; } = new();

    public int Count => _lanes.Count;

    public PageLane Of(PageId page)
    {
        if (_lanes.TryGetValue(page, out var known))
        {
            return known;
        }

        if (_lanes.Count >= MaxPages)
        {
            Forget();
        }

        return _lanes.GetOrAdd(page, _ => new PageLane());
    }

    public int Usage(PageId page, DateTimeOffset now) => Math.Max(Of(page).Usage(now), All.Usage(now));

    /// <summary>For calls that nobody misses: whether one may be made now. Where it may, it is counted.</summary>
    public bool HasRoom(PageId page, string? token)
    {
        var (lane, now) = (Of(page), clock.GetUtcNow());
        return lane.IsFree(token, now) && All.IsFree(null, now) && lane.Queue.TakeSparePlace(Usage(page, now), now);
    }

    /// <summary>What an answer's headers say of the limits.</summary>
    public void NoteUsage(PageId page, HttpResponseHeaders headers)
    {
        var now = clock.GetUtcNow();
        if (GraphUsage.OfPage(headers) is { } ofPage)
        {
            Of(page).NoteUsage(ofPage, now);
        }

        if (GraphUsage.OfApp(headers) is { } ofApp)
        {
            All.NoteUsage(ofApp, now);
        }
    }

    private void Forget()
    {
        var now = clock.GetUtcNow();
        foreach (var (page, lane) in _lanes)
        {
            if (lane.IsIdle(now))
            {
                _lanes.TryRemove(page, out _);
            }
        }
    }
}
