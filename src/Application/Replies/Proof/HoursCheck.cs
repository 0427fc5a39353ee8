using System.Globalization;
using System.Text.RegularExpressions;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>When the shop is open: the days and the hours that the page gives, and no others.</summary>
internal static partial class HoursCheck
{
    private const int HalfDay = 12 * 60;

    private static readonly (DayOfWeek Day, Regex Named)[] Days =
    [
        (DayOfWeek.Monday, Monday()), (DayOfWeek.Tuesday, Tuesday()), (DayOfWeek.Wednesday, Wednesday()), (DayOfWeek.Thursday, Thursday()),
        (DayOfWeek.Friday, Friday()), (DayOfWeek.Saturday, Saturday()), (DayOfWeek.Sunday, Sunday()),
    ];

    public static IEnumerable<Finding> Find(Draft draft, Evidence evidence)
    {
        if (evidence.Week is not { IsAlwaysOpen: false } week)
        {
            yield break;
        }

        foreach (string words in draft.Sentences.Select(sentence => sentence.Words).Where(words => SaysOpen().IsMatch(words) && !words.TrimEnd().EndsWith('?')))
        {
            var named = Days.Where(day => day.Named.IsMatch(words)).Select(day => day.Day).ToList();
            if (!SaysClosed().IsMatch(words) && !Claims.IsDenied(words))
            {
                foreach (var day in named.Where(day => week.On(day).Count == 0))
                {
                    yield return new Finding(ClaimKind.Term, day.ToString(), "is a day on which the shop is closed");
                }
            }

            var (spans, times) = ((named.Count > 0 ? named : [.. Days.Select(day => day.Day)]).SelectMany(week.On).ToList(), TimesIn(words).ToList());
            foreach (var (said, minutes) in times.Where(time => !spans.Exists(span => time.Minutes.Any(minute => minute == MinuteOf(span.Opens) || minute == MinuteOf(span.Closes)))))
            {
                yield return new Finding(ClaimKind.Term, said, "is no time at which the shop opens or closes");
            }
        }
    }

    private static int MinuteOf(TimeOnly time) => (time.Hour * 60) + time.Minute;

    /// <summary>Of the day; "9" can be in the morning or in the evening.</summary>
    private static IEnumerable<(string Said, int[] Minutes)> TimesIn(string words)
    {
        foreach (var match in Times().Matches(words).Cast<Match>())
        {
            int hour = int.Parse(match.Groups["hour"].ValueSpan, CultureInfo.InvariantCulture);
            int minute = match.Groups["minute"].Success ? int.Parse(match.Groups["minute"].ValueSpan, CultureInfo.InvariantCulture) : 0;
            if (hour > 24 || minute > 59)
            {
                continue;
            }

            int time = (hour * 60) + minute;
            yield return (match.Value.Trim(), match.Groups["half"].Value.ToLowerInvariant() switch
            {
                "" when hour > 12 || match.Groups["uhr"].Success => [time % (2 * HalfDay)],
                "" => [time, (time + HalfDay) % (2 * HalfDay)],
                var half => [(time % HalfDay) + (half[0] == 'p' ? HalfDay : 0)],
            });
        }
    }

    [GeneratedRegex(@"\b(?:open|opens|opening\s+hours|closes?|closed|closing|ge(?:ö|oe)ffnet|(?:ö|oe)ffn\w*|offen|schlie(?:ß|ss)\w*|geschlossen|abiert[oa]s?|abrimos|abre[ns]?|cerrad[oa]s?|cerramos|cierra[ns]?|horario|ouverte?s?|ouvr\w+|ferm(?:e|ons|ée?s?|é)|horaires)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex SaysOpen();

    [GeneratedRegex(@"\b(?:closed|closes?|geschlossen|schlie(?:ß|ss)\w*|cerrad[oa]s?|cerramos|cierra[ns]?|ferm(?:e|ons|ée?s?|é))\b", Claims.Options, Claims.Timeout)]
    private static partial Regex SaysClosed();

    // With minutes, with "pm" or "Uhr", or behind a word that a time follows.
    [GeneratedRegex(@"(?<![0-9.,:$€£])(?:(?<hour>[0-9]{1,2})[:.h](?<minute>[0-9]{2})(?![0-9])\s*(?:(?<half>[ap])\.?m\b|(?<uhr>uhr)\b)?|(?<hour>[0-9]{1,2})\s*(?:(?<half>[ap])\.?m\b|(?<uhr>uhr|h)\b)|(?<=\b(?:from|to|until|till|at|before|after|von|bis|ab|um|hasta|desde|las|jusqu['’][aà]|[aà])\s)(?<hour>[0-9]{1,2})(?![0-9.,:]|\s*(?:%|[$€£]|\p{L}*(?:days?|tage?n?|d[ií]as?|jours?|weeks?|hours?|stunden|horas|heures|minut\w*))))", Claims.Options, Claims.Timeout)]
    private static partial Regex Times();

    [GeneratedRegex(@"\b(?:mondays?|montags?|lunes|lundis?)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Monday();

    [GeneratedRegex(@"\b(?:tuesdays?|dienstags?|martes|mardis?)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Tuesday();

    [GeneratedRegex(@"\b(?:wednesdays?|mittwochs?|mi[eé]rcoles|mercredis?)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Wednesday();

    [GeneratedRegex(@"\b(?:thursdays?|donnerstags?|jueves|jeudis?)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Thursday();

    [GeneratedRegex(@"\b(?:fridays?|freitags?|viernes|vendredis?)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Friday();

    [GeneratedRegex(@"\b(?:saturdays?|samstags?|sonnabends?|s[aá]bados?|samedis?)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Saturday();

    [GeneratedRegex(@"\b(?:sundays?|sonntags?|domingos?|dimanches?)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Sunday();
}
