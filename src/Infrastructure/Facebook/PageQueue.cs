namespace GptMessenger.Infrastructure.Facebook;

/// <summary>Spaces a page's calls on this node, wider the closer the page is to the end of its allowance. May be used by many at once.</summary>
internal sealed class PageQueue
{
    /// <summary>Meta's advice: from here on slow down, or be stopped.</summary>
    public const int SlowFrom = 80;

    /// <summary>The Send API takes 300 texts a second from a page (rate limiting page, 2026-03-23).</summary>
    private static readonly TimeSpan Narrowest = TimeSpan.FromSeconds(1.0 / 280);

    private static readonly TimeSpan AtSlowFrom = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Widest = TimeSpan.FromSeconds(5);

    /// <summary>So many calls may come at once, as they do by chance, without being held up.</summary>
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(50);

    // A try is recorded before it waits here, and after 25 seconds without a word of it another node would begin to repeat it: the wait and
    // the call's own time limit together must stay below that.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan FurthestPromise = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private DateTimeOffset _next;
    private DateTimeOffset _promised;

    public static TimeSpan Spacing(int usage) =>
        usage < SlowFrom ? Narrowest : AtSlowFrom * Math.Pow(Widest / AtSlowFrom, (Math.Min(usage, 100) - SlowFrom) / (100.0 - SlowFrom));

    public bool IsIdle(DateTimeOffset now)
    {
        lock (_lock)
        {
            return _next <= now && _promised <= now;
        }
    }

    /// <returns>
    /// How long to wait before the call. Has it no place: when to come again; each is told another time, so that they do not all come at once.
    /// </returns>
    public (TimeSpan Wait, bool HasPlace) TakePlace(int usage, DateTimeOffset now)
    {
        var spacing = Spacing(usage);
        lock (_lock)
        {
            var slack = usage < SlowFrom ? Burst : TimeSpan.Zero;
            var turn = Max(now + slack, _next) - slack;
            if (turn - now <= Patience)
            {
                _next = Max(_next, turn) + spacing;
                return (turn - now, true);
            }

            var told = Min(Max(_promised, turn), now + FurthestPromise);
            _promised = told + spacing;
            return (told - now, false);
        }
    }

    /// <summary>For calls that nobody misses: only where no other call has to wait for it.</summary>
    public bool TakeSparePlace(int usage, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (usage >= SlowFrom || _next > now + (Burst / 2))
            {
                return false;
            }

            _next = Max(_next, now) + Narrowest;
            return true;
        }
    }

    private static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Min(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
