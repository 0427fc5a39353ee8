using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>A span of time that a text names: "2-4 working days".</summary>
/// <param name="From">Its near end, or its far end where it has only that.</param>
/// <param name="To">Its far end.</param>
/// <param name="Unit">d, w, m, y or h.</param>
/// <param name="Words">As it is written.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly partial record struct Term(int From, int To, char Unit, string Words)
{
    /// <summary>The same span, or its far end: "within 7 days" of "4-7 days". The near end alone would promise too much.</summary>
    public bool IsSaidBy(Term own) => Unit == own.Unit && To == own.To && (From == own.From || From == To);

    public static IEnumerable<Term> In(string text)
    {
        foreach (var match in Units().IsMatch(text) ? Times().Matches(text).Cast<Match>() : [])
        {
            int to = Number(match.Groups["to"].Value), from = match.Groups["from"].Success && Number(match.Groups["from"].Value) is > 0 and var number ? number : to;
            if (to > 0)
            {
                yield return new Term(from, to, UnitOf(match.Groups["unit"].Value), match.Value);
            }
        }
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : Numerals.Of(text);

    private static char UnitOf(string word) => char.ToLowerInvariant(word[0]) switch
    {
        'a' when word.StartsWith("arb", StringComparison.OrdinalIgnoreCase) => 'd',
        'u' or 'v' when !word.StartsWith("vir", StringComparison.OrdinalIgnoreCase) => 'w',
        'å' => 'y',
        't' when word.StartsWith("tim", StringComparison.OrdinalIgnoreCase) => 'h',
        'w' when word.StartsWith("werk", StringComparison.OrdinalIgnoreCase) => 'd',
        'w' => 'w',
        's' when word.StartsWith("sem", StringComparison.OrdinalIgnoreCase) => 'w',
        's' or 'h' => 'h',
        'm' => 'm',
        'y' or 'a' => 'y',
        'j' when word.StartsWith("jo", StringComparison.OrdinalIgnoreCase) => 'd',
        'j' => 'y',
        _ => 'd',
    };

    [GeneratedRegex(@"(?<![0-9.,:])(?:(?:between\s+|zwischen\s+|entre\s+)?(?<from>[0-9]{1,3}|\b\p{L}{1,12})\s?(?:-|–|to|bis|or|oder|and|und|a|o|y|à|ou|et)\s?)?(?<to>[0-9]{1,3}|\b\p{L}{1,12})[\s-]+(?:(?:working|business|full|calendar)[\s-]+)?(?<unit>days?|weeks?|months?|years?|hours?|werktage?n?|arbeitstage?n?|tage?n?|wochen?|monate?n?|jahre?n?|stunden?|d[ií]as?|semanas?|mes(?:es)?|años?|horas?|jours?|semaines?|mois|ans?|ann[eé]es?|heures?|arbeidsdag\w*|virkedag\w*|arbetsdag\w*|dag(?:er|ar|e)?|uker?|veckor|vecka|m(?:å|a)ned(?:er)?|m(?:å|a)nader|(?:å|a)r|timer?|timmar)\b(?!\s+old\b)", Claims.Options, Claims.Timeout)]
    private static partial Regex Times();

    // Quickly found, and in most sentences none of them is.
    [GeneratedRegex(@"day|week|month|year|hour|tag|woche|monat|jahr|stunde|d[ií]a|semana|mes|año|hora|jour|semaine|mois|ans|ann[eé]e|heure|dag|uke|veck|m[åa]n|år|time|timm", Claims.Options, Claims.Timeout)]
    private static partial Regex Units();
}
