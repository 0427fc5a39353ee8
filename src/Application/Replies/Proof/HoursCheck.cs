using System.Globalization;
using System.Text.RegularExpressions;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>When the shop is open: the days and the hours that the page gives, and no others.</summary>
internal static partial class HoursCheck
{
    private const int HalfDay = 12 * 60, LeastListed = 3;

    private static readonly (DayOfWeek Day, Regex Named)[] Days =
    [
        (DayOfWeek.Monday, Monday()), (DayOfWeek.Tuesday, Tuesday()), (DayOfWeek.Wednesday, Wednesday()), (DayOfWeek.Thursday, Thursday()),
        (DayOfWeek.Friday, Friday()), (DayOfWeek.Saturday, Saturday()), (DayOfWeek.Sunday, Sunday()),
    ];

    public static IEnumerable<Finding> Find(Draft draft, Evidence evidence)
    {
        foreach (var finding in Cutoffs(draft, evidence).Concat(DeliveryDays(draft, evidence)))
        {
            yield return finding;
        }

        if (evidence.Week is not { IsAlwaysOpen: false } week)
        {
            foreach (string words in draft.Sentences.Select(sentence => sentence.Words).Where(words => SaysOpen().IsMatch(words) && !words.TrimEnd().EndsWith('?') && !SaysClosed().IsMatch(words) && !Denial.IsIn(words)))
            {
                foreach (var (day, _) in Days.Where(day => day.Named.IsMatch(words) && (evidence.ShopLines.Any(line => line.Says(SaysClosed()) && line.Says(day.Named)) || IsMissing(day.Named, evidence))))
                {
                    yield return new Finding(ClaimKind.Term, day.ToString(), "is a day on which the shop is closed");
                }
            }

            yield break;
        }

        foreach (string words in draft.Sentences.Select(sentence => sentence.Words).Where(words => !words.TrimEnd().EndsWith('?')))
        {
            var named = Days.Where(day => day.Named.IsMatch(words)).Select(day => day.Day).ToList();
            if (Always().Match(words) is { Success: true } always && (!Denial.IsAt(words, always.Index) || Never().IsMatch(always.Value)))
            {
                yield return new Finding(ClaimKind.Term, always.Value, "is not when the shop is open");
            }

            if (!SaysOpen().IsMatch(words) && !(named.Count > 0 && Span().IsMatch(words)))
            {
                continue;
            }

            if (EveryDay().Match(words) is { Success: true } every && !Denial.IsAt(words, every.Index) && Days.Any(day => week.On(day.Day).Count == 0))
            {
                yield return new Finding(ClaimKind.Term, every.Value, "is not when the shop is open");
            }

            if (!SaysClosed().IsMatch(words) && !Denial.IsIn(words))
            {
                foreach (var day in named.Where(day => week.On(day).Count == 0))
                {
                    yield return new Finding(ClaimKind.Term, day.ToString(), "is a day on which the shop is closed");
                }
            }

            var (spans, times) = ((named.Count > 0 ? named : [.. Days.Select(day => day.Day)]).SelectMany(week.On).ToList(), TimesIn(Noon().Replace(words, "12:00")).ToList());
            foreach (var (said, minutes, isMoment) in times.Where(time => !spans.Exists(span => time.Minutes.Any(minute => minute == MinuteOf(span.Opens) || minute == MinuteOf(span.Closes)
                || (time.IsMoment && minute > MinuteOf(span.Opens) && minute < MinuteOf(span.Closes))))))
            {
                yield return new Finding(ClaimKind.Term, said, "is no time at which the shop opens or closes");
            }
        }
    }

    /// <summary>The page lists days with their hours, and this is none of them.</summary>
    private static bool IsMissing(Regex day, Evidence evidence)
    {
        var listed = evidence.ShopLines.Where(line => line.Says(Span()) && Days.Any(other => line.Says(other.Named))).ToList();
        return Days.Count(other => listed.Exists(line => line.Says(other.Named))) >= LeastListed && !listed.Exists(line => line.Says(day));
    }

    /// <summary>Until when an order still leaves the same day, in the shop's own words or not at all.</summary>
    private static IEnumerable<Finding> Cutoffs(Draft draft, Evidence evidence)
    {
        var own = new Lazy<List<int>>(() => [.. evidence.ShopLines.Where(line => line.Says(Ordered())).SelectMany(line => TimesIn(Noon().Replace(line.Text, "12:00"))).SelectMany(time => time.Minutes)]);
        foreach (string words in draft.Sentences.Select(sentence => sentence.Words).Where(words => Ordered().IsMatch(words) && !words.TrimEnd().EndsWith('?')))
        {
            foreach (var (said, _, _) in TimesIn(Noon().Replace(words, "12:00")).Where(time => !time.Minutes.Any(own.Value.Contains)))
            {
                yield return new Finding(ClaimKind.Term, said, "is nothing that the shop says of orders");
            }
        }
    }

    /// <summary>"We do not deliver on Saturdays".</summary>
    private static IEnumerable<Finding> DeliveryDays(Draft draft, Evidence evidence) =>
        from words in draft.Sentences.Select(sentence => sentence.Words)
        where Delivers().IsMatch(words) && !words.TrimEnd().EndsWith('?') && !Denial.IsIn(words)
        from day in Days
        where day.Named.IsMatch(words) && evidence.ShopLines.Any(line => line.IsDenial && line.Says(Delivers()) && line.Says(day.Named))
        select new Finding(ClaimKind.Term, day.Day.ToString(), "is a day on which the shop does not deliver");

    /// <summary>It says itself when the shop is open.</summary>
    public static bool Answers(Draft draft) => draft.Sentences.Any(sentence => SaysOpen().IsMatch(sentence.Words) && TimesIn(sentence.Words).Any());

    private static int MinuteOf(TimeOnly time) => (time.Hour * 60) + time.Minute;

    /// <summary>Of the day; "9" can be in the morning or in the evening.</summary>
    private static IEnumerable<(string Said, int[] Minutes, bool IsMoment)> TimesIn(string words)
    {
        bool isSpan = OpensAt().IsMatch(words);
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
            }, !isSpan && At().IsMatch(words[..match.Index]));
        }
    }

    [GeneratedRegex(@"\b(?:open|opens|opening\s+hours|closes?|closed|closing|ge(?:ö|oe)ffnet|(?:ö|oe)ffn\w*|offen|schlie(?:ß|ss)\w*|geschlossen|abiert[oa]s?|abrimos|abre[ns]?|cerrad[oa]s?|cerramos|cierra[ns]?|horario|ouverte?s?|ouvr\w+|ferm(?:e|ons|ée?s?|é)|horaires|find\s+us|(?:we[’']?re|we\s+are)\s+(?:here|there)|sind\s+wir\s+(?:da|hier|f(?:ü|ue)r\s+sie\s+da)|wir\s+sind\s+(?:da|hier)|estamos|nous\s+sommes\s+l[aà])\b", Claims.Options, Claims.Timeout)]
    private static partial Regex SaysOpen();

    [GeneratedRegex(@"\b(?:deliver|ship|liefer|zugestell|zustell|versend|versand|entreg|env[ií]|reparto|livr|exp[eé]di)\w*", Claims.Options, Claims.Timeout)]
    private static partial Regex Delivers();

    [GeneratedRegex(@"\b(?:closed|closes?|geschlossen|schlie(?:ß|ss)\w*|cerrad[oa]s?|cerramos|cierra[ns]?|ferm(?:e|ons|ée?s?|é))\b", Claims.Options, Claims.Timeout)]
    private static partial Regex SaysClosed();

    // With minutes, with "pm" or "Uhr", or behind a word that a time follows.
    [GeneratedRegex(@"(?<![0-9.,:$€£])(?:(?<hour>[0-9]{1,2})[:.h](?<minute>[0-9]{2})(?![0-9])\s*(?:(?<half>[ap])\.?m\b|(?<uhr>uhr)\b)?|(?<hour>[0-9]{1,2})\s*(?:(?<half>[ap])\.?m\b|(?<uhr>uhr|h)\b)|(?<=\b(?:from|to|until|till|at|before|after|von|bis|ab|um|hasta|desde|las|jusqu['’][aà]|[aà])\s)(?<hour>[0-9]{1,2})(?![0-9]|[.,:][0-9]|\s*(?:%|[$€£]|\p{L}*(?:days?|tage?n?|d[ií]as?|jours?|weeks?|hours?|stunden|horas|heures|minut\w*))))", Claims.Options, Claims.Timeout)]
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

    [GeneratedRegex(@"\b(?:around|round)\s+the\s+clock\b|\b24\s?/\s?7\b|\b24\s+hours\s+a\s+day\b|\bwe\s+never\s+close\b|\brund\s+um\s+die\s+uhr\s+(?:ge(?:ö|oe)ffnet|offen|da)\b|\b(?:las\s+)?24\s+horas\s+(?:del\s+d[ií]a|abiert)|\b24\s?h(?:eures)?\s?(?:/|sur)\s?24\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Always();

    [GeneratedRegex(@"\bnever\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Never();

    [GeneratedRegex(@"\b(?:every\s+day|daily|(?:seven|7)\s+days\s+a\s+week|jeden\s+tag|t(?:ä|ae)glich|(?:sieben|7)\s+tage|todos\s+los\s+d[ií]as|cada\s+d[ií]a|tous\s+les\s+jours|(?:sept|7)\s+jours\s+sur)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex EveryDay();

    // "Sunday 11:00-15:00".
    [GeneratedRegex(@"[0-9]{1,2}(?:[:.h][0-9]{2})?\s*(?:[ap]m|uhr|h)?\s*(?:-|–|to|bis|a|à)\s*[0-9]{1,2}(?:[:.h][0-9]{2}|\s*(?:[ap]m|uhr|h)\b)", Claims.Options, Claims.Timeout)]
    private static partial Regex Span();

    [GeneratedRegex(@"(?<!\b(?:are|is|be)\s|['’]re\s)\bopen\s+at\b|\b(?:opens|closes?|from|until|till|(?:ö|oe)ffne\w*|schlie(?:ß|ss)\w*|von|bis|ab|abr(?:e|imos)|cierra\w*|cerramos|desde|hasta|ouvr\w*|ferm\w*|jusqu\W?\w+)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex OpensAt();

    [GeneratedRegex(@"\b(?:at|um|a\s+las?|[aà])\s+$", Claims.Options, Claims.Timeout)]
    private static partial Regex At();

    [GeneratedRegex(@"\b(?:orders?(?:ed)?|bestell\w*|pedid\w*|pide\w*|command\w*)\b[^.!?]{0,40}\b(?:before|by|until|till|vor|bis|antes\s+de|hasta|avant)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Ordered();

    [GeneratedRegex(@"\b(?:noon|midday|mittags?|mediod[ií]a|midi)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Noon();
}
