using GptMessenger.Application.Replies;

namespace GptMessenger.Api.Facebook;

/// <summary>Bytes, as of the last garbage collection.</summary>
/// <param name="Load">In use, by everybody who shares this memory.</param>
/// <param name="High">From here on the collector itself is alarmed.</param>
/// <param name="Ours">What this process holds for its objects.</param>
/// <param name="Available">All there is, or all this process may have.</param>
internal sealed record MemoryInUse(long Load, long High, long Ours, long Available)
{
    public static MemoryInUse Now()
    {
        var seen = GC.GetGCMemoryInfo();
        return new MemoryInUse(seen.MemoryLoadBytes, seen.HighMemoryLoadThresholdBytes, seen.TotalCommittedBytes, seen.TotalAvailableMemoryBytes);
    }
}

/// <summary>
/// Knows when this node has more than it can bear. Deliveries are refused then, before their bodies are read: Meta delivers them again, and
/// nothing that was accepted is lost. Says so once when it begins and once when it is over.
/// </summary>
internal sealed partial class Overload(OpenTurns open, WebhookLimits limits, Func<MemoryInUse> memory, TimeProvider clock, ILogger<Overload> logger)
{
    public const string TooManyAtOnce = "too many deliveries at once";

    private static readonly TimeSpan MemoryInterval = TimeSpan.FromSeconds(1);

    /// <summary>An overload comes and goes within milliseconds: it is over when nothing was refused for so long.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private long _memoryReadAt;
    private volatile bool _isMemoryShort;
    private long _lastRefusal;
    private long _refusals;

    /// <summary>Why a delivery cannot be taken now; null: it can.</summary>
    public string? Refusal()
    {
        string? reason = open.Count >= limits.OpenTurns ? "too many turns open" : IsMemoryShort() ? "memory is short" : null;
        if (reason is not null)
        {
            NoteRefusal(reason);
        }
        else if (Interlocked.Read(ref _lastRefusal) != 0)
        {
            NoteCalm();
        }

        return reason;
    }

    public void NoteRefusal(string reason)
    {
        lock (_lock)
        {
            _refusals++;
            if (_lastRefusal == 0)
            {
                LogBegun(reason, limits.Concurrent, open.Count, limits.OpenTurns);
            }

            _lastRefusal = clock.GetTimestamp();
        }
    }

    private void NoteCalm()
    {
        lock (_lock)
        {
            if (_lastRefusal != 0 && clock.GetElapsedTime(_lastRefusal) >= Calm)
            {
                LogOver(_refusals);
                (_lastRefusal, _refusals) = (0, 0);
            }
        }
    }

    private bool IsMemoryShort()
    {
        long now = clock.GetTimestamp();
        long last = Interlocked.Read(ref _memoryReadAt);
        if ((last == 0 || clock.GetElapsedTime(last, now) >= MemoryInterval) && Interlocked.CompareExchange(ref _memoryReadAt, now, last) == last)
        {
            var seen = memory();

            // The load is the machine's where the process has no limit of its own; refusing helps only where much of it is ours.
            _isMemoryShort = seen.Load >= seen.High && seen.Ours >= seen.Available / 4;
            if (_isMemoryShort)
            {
                // What is seen is as old as the last collection, and who refuses allocates little: without this it would never see the end.
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Optimized, blocking: false);
            }
        }

        return _isMemoryShort;
    }

    [LoggerMessage(LogLevel.Error, "Deliveries are refused with 503, because of {Reason}: Meta delivers them again, for about an hour. Limits: {Concurrent} deliveries at once (WEBHOOK_MAX_CONCURRENT), {Open} of {OpenTurns} open turns (WEBHOOK_MAX_OPEN_TURNS), this process's memory. See whether the model, Graph or the store is slow; else add a node or memory")]
    private partial void LogBegun(string reason, int concurrent, int open, int openTurns);

    [LoggerMessage(LogLevel.Warning, "Deliveries are taken again, {Refused} were refused")]
    private partial void LogOver(long refused);
}
