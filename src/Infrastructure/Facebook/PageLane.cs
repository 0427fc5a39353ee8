using GptMessenger.Application.Replies;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>What this node knows of one page's way to Graph: open, waited for, or closed. May be used by many at once.</summary>
internal sealed class PageLane
{
    private static readonly TimeSpan ReauthorizeProbe = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan StoppedProbe = TimeSpan.FromMinutes(15);

    // Where Graph does not say how long: longer each time until a call works.
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    /// <summary>After a wait one call goes first; the others come when it has shown that calls work again.</summary>
    private static readonly TimeSpan Trial = TimeSpan.FromSeconds(5);

    /// <summary>Every answer says anew how much is used; a page that has been silent for this long begins without a past.</summary>
    private static readonly TimeSpan UsageKeeps = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private (int Percent, DateTimeOffset At) _usage;
    private DateTimeOffset _waitUntil;
    private int _waits;
    private DateTimeOffset? _trialAt;
    private Closure? _closure;

    public PageQueue Queue { get; } = new();

    public void NoteUsage(int percent, DateTimeOffset now)
    {
        lock (_lock)
        {
            _usage = (percent, now);
        }
    }

    /// <summary>In percent.</summary>
    public int Usage(DateTimeOffset now)
    {
        lock (_lock)
        {
            return now - _usage.At < UsageKeeps ? _usage.Percent : 0;
        }
    }

    public bool IsIdle(DateTimeOffset now)
    {
        lock (_lock)
        {
            return _closure is null && _waitUntil <= now && _waits == 0 && now - _usage.At >= UsageKeeps && Queue.IsIdle(now);
        }
    }

    /// <summary>No call is held back, so one that nobody misses may go, too.</summary>
    public bool IsFree(string? token, DateTimeOffset now)
    {
        lock (_lock)
        {
            return _waits == 0 && _waitUntil <= now && !IsClosed(token);
        }
    }

    /// <returns>Why a call with this token would come to nothing; null: it may be tried.</returns>
    public SendResult? Refusal(string? token, DateTimeOffset now)
    {
        lock (_lock)
        {
            return Waiting(now) ?? (IsClosed(token) && now < _closure!.NextProbe ? _closure.Refusal : null);
        }
    }

    /// <summary>As <see cref="Refusal"/>, and a call that is let in as the probe is the only one for a while.</summary>
    public SendResult? Enter(string? token, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (Refusal(token, now) is { } refusal)
            {
                return refusal;
            }

            if (IsClosed(token))
            {
                _closure = _closure! with { NextProbe = now + ProbeInterval(_closure.Refusal.Verdict) };
            }

            if (_waits > 0)
            {
                (_trialAt, _waitUntil) = (now, now + Trial);
            }

            return null;
        }
    }

    /// <summary>Until the token is another one, or a probe works.</summary>
    /// <returns>Whether this is news.</returns>
    public bool Close(SendResult because, string? token, DateTimeOffset now)
    {
        lock (_lock)
        {
            bool isNews = !IsClosed(token) || _closure!.Refusal.Verdict != because.Verdict;
            var probe = now + ProbeInterval(because.Verdict);
            _closure = isNews ? new Closure(because with { RetryAfter = null }, token, now, probe) : _closure! with { NextProbe = probe };
            return isNews;
        }
    }

    /// <summary>A call that began at this time has shown that the page can send.</summary>
    /// <returns>Whether this is news.</returns>
    public bool Open(DateTimeOffset begunAt)
    {
        lock (_lock)
        {
            // An answer that was still under way when another call failed says nothing about now.
            if (begunAt >= _trialAt)
            {
                (_waits, _waitUntil, _trialAt) = (0, default, null);
            }

            return begunAt > _closure?.Since && (_closure = null) is null;
        }
    }

    /// <summary>The page was connected anew: what was said of its old token no longer matters.</summary>
    /// <returns>Whether this is news.</returns>
    public bool OpenFor(string? token)
    {
        lock (_lock)
        {
            return _closure is not null && !IsClosed(token) && (_closure = null) is null;
        }
    }

    /// <summary>The owner has done something about it, if only to put the same token back: the next call is a probe.</summary>
    public void ProbeNow()
    {
        lock (_lock)
        {
            _closure = _closure is null ? null : _closure with { NextProbe = default };
        }
    }

    /// <returns>Why the page may not send with this token; null: it may, or nobody has tried.</returns>
    public SendResult? ClosedBecause(string? token)
    {
        lock (_lock)
        {
            return IsClosed(token) ? _closure!.Refusal : null;
        }
    }

    /// <returns>How long to wait, and whether this is news.</returns>
    public (TimeSpan Pause, bool IsNews) Wait(TimeSpan? asked, DateTimeOffset now)
    {
        lock (_lock)
        {
            // Calls that were under way together are refused together: that is one refusal. A trial that fails is another.
            bool isNews = _waits == 0 || _trialAt is not null;
            if (isNews)
            {
                var usual = FirstWait * Math.Pow(2, Math.Min(_waits++, 8));
                asked ??= usual < LongestWait ? usual : LongestWait;
                _trialAt = null;
            }

            var until = now + (asked ?? TimeSpan.Zero);
            _waitUntil = until > _waitUntil ? until : _waitUntil;
            return (_waitUntil - now, isNews);
        }
    }

    private SendResult? Waiting(DateTimeOffset now) =>
        _waitUntil > now ? new SendResult(SendVerdict.Wait, RetryAfter: _waitUntil - now, Error: "Graph asked not to be called for now") : null;

    private bool IsClosed(string? token) => _closure is not null && _closure.Token == token;

    private static TimeSpan ProbeInterval(SendVerdict verdict) => verdict == SendVerdict.PageStopped ? StoppedProbe : ReauthorizeProbe;

    private sealed record Closure(SendResult Refusal, string? Token, DateTimeOffset Since, DateTimeOffset NextProbe)
    {
        /// <summary>Without the token: a record would print it.</summary>
        public override string ToString() => $"{Refusal.Verdict} since {Since:u}";
    }
}
