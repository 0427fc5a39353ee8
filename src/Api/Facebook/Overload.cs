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
    private static readonly TimeSpan CountInterval = TimeSpan.FromSeconds(1);

    /// <summary>An overload comes and goes within milliseconds: it is over when nothing was refused for so long.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(10);

    /// <summary>Turns that are put off count again this long before they are taken up.</summary>
    private static readonly TimeSpan DueSoon = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private long _turnsCountedAt;
    private volatile int _turnsDue;
    private long _memoryReadAt;
    private volatile bool _isMemoryShort;
    private long _lastRefusal;
    private long _refusals;

    /// <summary>Why a delivery cannot be taken now; null: it can.</summary>
    public string? Refusal()
    {
        string? reason = AreTooManyTurnsOpen() ? "too many turns open" : IsMemoryShort() ? "memory is short" : null;
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
                LogBegun(reason, limits.Concurrent, CountTurnsDue(), limits.OpenTurns);
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

    /// <summary>
    /// What waits for a page that may not send is no work, and one tenant's dead token must not close the door for all: such turns are left
    /// out, and what they hold is bounded with the memory. Counting them costs a look at each, so that is done once a second.
    /// </summary>
    private bool AreTooManyTurnsOpen()
    {
        if (open.Count < limits.OpenTurns)
        {
            return false;
        }

        if (IsTime(ref _turnsCountedAt, CountInterval))
        {
            _turnsDue = CountTurnsDue();
        }

        return _turnsDue >= limits.OpenTurns;
    }

    private int CountTurnsDue() => open.CountDueBefore(clock.GetUtcNow() + DueSoon);

    private bool IsMemoryShort()
    {
        if (IsTime(ref _memoryReadAt, MemoryInterval))
        {
            var seen = memory();

            // The load is the machine's where the process has no limit of its own; refusing helps only where much of it is ours.
            _isMemoryShort = seen.Load >= seen.High && seen.Ours >= seen.Available / 4;
            if (_isMemoryShort)
            {
                // What is seen is as old as the last collection, and who refuses allocates too little for another: without this it would never
                // see the end. A figure of the moment (the working set, the container's own count) would not help either: garbage counts in it
                // until it is collected. Not forced: the collector may find that it is not worth it, and nobody waits for it.
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Optimized, blocking: false);
            }
        }

        return _isMemoryShort;
    }

    /// <summary>For one of many that ask at the same time.</summary>
    private bool IsTime(ref long lastAt, TimeSpan interval)
    {
        long now = clock.GetTimestamp();
        long last = Interlocked.Read(ref lastAt);
        return (last == 0 || clock.GetElapsedTime(last, now) >= interval) && Interlocked.CompareExchange(ref lastAt, now, last) == last;
    }

    [LoggerMessage(LogLevel.Error, "Deliveries are refused with 503, because of {Reason}: Meta delivers them again, for about an hour. Limits: {Concurrent} deliveries at once (WEBHOOK_MAX_CONCURRENT), {Open} of {OpenTurns} open turns that are not put off (WEBHOOK_MAX_OPEN_TURNS), this process's memory. See whether the model, Graph or the store is slow; else add a node or memory")]
    private partial void LogBegun(string reason, int concurrent, int open, int openTurns);

    [LoggerMessage(LogLevel.Warning, "Deliveries are taken again, {Refused} were refused")]
    private partial void LogOver(long refused);
}
