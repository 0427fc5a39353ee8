namespace GptMessenger.Domain.Pages;

/// <summary>When a place is open, the same every week, by the clock on its wall.</summary>
public sealed class OpeningWeek
{
    private const int Days = 7;

    private readonly ILookup<DayOfWeek, OpenSpan> _spans;

    private OpeningWeek(bool isAlwaysOpen, IEnumerable<(DayOfWeek Day, OpenSpan Span)> spans)
    {
        IsAlwaysOpen = isAlwaysOpen;
        _spans = spans.OrderBy(each => each.Span.Opens).ToLookup(each => each.Day, each => each.Span);
    }

    public static OpeningWeek AroundTheClock { get; } = new(isAlwaysOpen: true, []);

    public bool IsAlwaysOpen { get; }

    /// <param name="spans">A day that has none is one that the place is closed on.</param>
    public static OpeningWeek Of(IEnumerable<(DayOfWeek Day, OpenSpan Span)> spans) => new(isAlwaysOpen: false, spans);

    /// <summary>What begins on that day, earliest first.</summary>
    public IReadOnlyList<OpenSpan> On(DayOfWeek day) => [.. _spans[day]];

    /// <summary>The span that is under way, also one that began the evening before; null: closed.</summary>
    public OpenSpan? At(DateTime local)
    {
        var time = TimeOnly.FromDateTime(local);
        var running = On(local.DayOfWeek).Where(span => time >= span.Opens && (span.EndsNextDay || time < span.Closes))
            .Concat(On(local.AddDays(-1).DayOfWeek).Where(span => span.EndsNextDay && time < span.Closes))
            .ToList();
        return running.Count == 0 ? null : running[0];
    }

    /// <summary>The next opening, and in how many days it is; null: there is none.</summary>
    public (int Days, OpenSpan Span)? NextAfter(DateTime local)
    {
        var time = TimeOnly.FromDateTime(local);
        for (int days = 0; days <= Days; days++)
        {
            var later = On(local.AddDays(days).DayOfWeek).Where(span => days > 0 || span.Opens > time).ToList();
            if (later.Count > 0)
            {
                return (days, later[0]);
            }
        }

        return null;
    }
}

/// <param name="Opens">When the doors open.</param>
/// <param name="Closes">When they close; at or before the opening: on the next day.</param>
public sealed record OpenSpan(TimeOnly Opens, TimeOnly Closes)
{
    public bool EndsNextDay => Closes <= Opens;
}
