using System.Globalization;
using GptMessenger.Application.Replies.Wordings;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Replies.Offline;

/// <summary>When the shop is open, by the clock on its wall. Where nobody knows its time zone, nothing is said of now and today.</summary>
internal sealed class HoursAnswer(OpeningWeek week, Listener listener, DateTime? local)
{
    private readonly Wording _texts = listener.Texts;

    private readonly string[] _weekdays = listener.Texts.Weekdays.Split(',');

    /// <returns>Null: nothing is known of opening hours.</returns>
    public static string? To(AskedTime asked, Listener listener, Shop shop, PageProfile page)
    {
        if (ClosedForLonger(page) is { } status)
        {
            return Wording.Fill(listener.Texts.PageStatus, ("status", status));
        }

        return page.Week is { } week ? new HoursAnswer(week, listener, Local(listener.Now, page.TimeZone ?? shop.TimeZone)).To(asked)
            : page.OpeningHours.Count > 0 ? $"{listener.Texts.Hours}\n{string.Join('\n', page.OpeningHours)}"
            : null;
    }

    private string To(AskedTime asked)
    {
        if (week.IsAlwaysOpen)
        {
            return _texts.AroundTheClock;
        }

        if (asked.Days.Count > 0 || (asked.DaysAhead.Count > 0 && local is not null))
        {
            return string.Join('\n', AskedDays(asked));
        }

        return local is not { } now ? All()
            : asked.IsNow ? Status(now)
            : $"{Status(now)}\n\n{All()}";
    }

    private IEnumerable<string> AskedDays(AskedTime asked)
    {
        var days = new List<DayOfWeek>();
        if (local is { } now)
        {
            foreach (int ahead in asked.DaysAhead)
            {
                var day = now.AddDays(ahead).DayOfWeek;
                days.Add(day);
                string? label = ahead switch { 0 => _texts.TodayIs, 1 => _texts.TomorrowIs, _ => null };
                yield return Line(label is null ? Capital(Name(day)) : Wording.Fill(label, ("weekday", Name(day))), day);
                if (ahead == 0)
                {
                    yield return Status(now);
                }
            }
        }

        foreach (var day in asked.Days.Except(days).OrderBy(FromMonday))
        {
            yield return Line(Capital(Name(day)), day);
        }
    }

    private string Status(DateTime now)
    {
        if (week.At(now) is { } running)
        {
            return Wording.Fill(_texts.OpenNow, ("time", Written(running.Closes)));
        }

        if (week.NextAfter(now) is not { } next)
        {
            return _texts.ClosedNow;
        }

        string weekday = Name(now.AddDays(next.Days).DayOfWeek);
        string day = next.Days switch
        {
            0 => _texts.Today,
            1 => Wording.Fill(_texts.Tomorrow, ("weekday", weekday)),
            _ => Wording.Fill(_texts.OnDay, ("weekday", weekday)),
        };
        return $"{_texts.ClosedNow} {Wording.Fill(_texts.OpensAgain, ("day", day), ("time", Written(next.Span.Opens)))}";
    }

    /// <summary>A line for each run of days that are alike.</summary>
    private string All()
    {
        var lines = new List<string> { _texts.Hours };
        var days = Enum.GetValues<DayOfWeek>().OrderBy(FromMonday).ToList();
        for (int from = 0; from < days.Count;)
        {
            int to = from;
            while (to + 1 < days.Count && Spans(days[to + 1]) == Spans(days[from]))
            {
                to++;
            }

            string label = Capital(Name(days[from])) + (to == from ? "" : $"–{Name(days[to])}");
            lines.Add(Line(label, days[from]));
            from = to + 1;
        }

        return string.Join('\n', lines);
    }

    private string Line(string label, DayOfWeek day) => $"{label}{_texts.Colon}{Spans(day)}";

    private string Spans(DayOfWeek day)
    {
        string spans = string.Join(", ", week.On(day).Select(span => $"{Written(span.Opens)}–{Written(span.Closes)}"));
        return spans.Length == 0 ? _texts.Closed : Wording.Fill(_texts.Spans, ("spans", spans));
    }

    private string Name(DayOfWeek day) => _weekdays[(int)day];

    private static string Written(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Capital(string word) => string.Concat(char.ToUpperInvariant(word[0]).ToString(), word.AsSpan(1));

    private static int FromMonday(DayOfWeek day) => ((int)day + 6) % 7;

    private static string? ClosedForLonger(PageProfile page) =>
        page.Facts.FirstOrDefault(fact => fact.Name == "Status" && fact.Value.Contains("closed", StringComparison.OrdinalIgnoreCase))?.Value.Replace('_', ' ');

    private static DateTime? Local(DateTimeOffset now, string? timeZone) =>
        TimeZones.TryFind(timeZone, out var zone) ? TimeZoneInfo.ConvertTime(now, zone).DateTime : null;
}
