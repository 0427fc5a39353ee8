using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using AnyAscii;

namespace GptMessenger.Infrastructure.Search;

/// <summary>A word as it is looked for: small letters, no accents, singular, units in one spelling.</summary>
/// <param name="Text">The word, the number or the unit.</param>
/// <param name="IsUnit">Stands behind a number and counts something: in "1/2 in." that is the inch, not a preposition.</param>
/// <param name="Break">What stands between it and the word before: a comma, a bracket or a dash ends a phrase.</param>
/// <param name="IsJoined">A hyphen ties it to the word before: "Screw-In" is no phrase with "in".</param>
/// <param name="IsAside">Says what the wanted thing is for or comes with, and not what it is.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TextWord(string Text, bool IsUnit = false, bool Break = false, bool IsJoined = false, bool IsAside = false);

/// <summary>
/// Reads the words out of titles and questions alike. Letters and digits are apart ("18V" is "18 v", "CDPCE375" is "cdpce 375"), while numbers
/// stay whole ("3/4", "1-1/2", "1.5").
/// </summary>
internal static partial class TextWords
{
    /// <summary>Longer runs of letters or digits are no words that anybody types.</summary>
    private const int MaxLength = 40;

    /// <summary>A point behind so few letters ends no sentence.</summary>
    private const int Abbreviation = 2;

    private static readonly Dictionary<string, string> UnitsAnywhere = Map(
        "inch inches:in feet foot:ft gallon gallons gals:gal pound pounds lbs:lb ounce ounces:oz volt volts:v watt watts:w millimeter millimeters millimetre millimetres:mm " +
        "centimeter centimeters centimetre centimetres:cm quart quarts qts:qt square:sq cubic:cu gauge:ga diameter:dia pk pks packs:pack pcs pc pieces:piece ct:count " +
        "kilogram kilograms kgs kilo kilos:kg milliliter milliliters millilitre millilitres:ml amps ampere amperes:amp yard yards:yd");

    /// <summary>Words of their own elsewhere.</summary>
    private static readonly Dictionary<string, string> UnitsBehindNumbers = Map("liter liters litre litres ltr ltrs:l meter meters metre metres:m gram grams gr:g ins:in a:amp x:x");

    private static readonly HashSet<string> Units = [.. UnitsAnywhere.Values, .. UnitsBehindNumbers.Values, "in", "ft", "m", "l", "g"];

    private static readonly SearchValues<char> Breaks = SearchValues.Create(",;:()[]|/+&!?\n");

    public static List<TextWord> Read(string text)
    {
        var words = new List<TextWord>();
        int end = 0;
        bool isBehindNumber = false;
        string plain = Plain(text);
        foreach (var match in Word().EnumerateMatches(plain))
        {
            var between = plain.AsSpan(end, match.Index - end);
            var run = plain.AsSpan(match.Index, Math.Min(match.Length, MaxLength));
            bool isBreak = end > 0 && IsBreak(between, isBehindAbbreviation: words.Count > 0 && (words[^1].IsUnit || words[^1].Text.Length <= Abbreviation));
            end = match.Index + match.Length;
            if (run[0] is '"' or '\'')
            {
                // 5" and 6': a quotation mark anywhere else means nothing.
                if (isBehindNumber && between.IsEmpty)
                {
                    words.Add(new TextWord(run is "'" ? "ft" : "in", IsUnit: true));
                }

                isBehindNumber = false;
                continue;
            }

            if (char.IsAsciiDigit(run[0]) || run[0] == '.')
            {
                string number = Number(run);
                bool isMixed = isBehindNumber && number.Contains('/') && words[^1].Text.All(char.IsAsciiDigit) && between.Trim().IsEmpty;
                if (isMixed)
                {
                    // "1 1/2" and "1-1/2" are the same number.
                    words[^1] = words[^1] with { Text = $"{words[^1].Text}-{number}" };
                }
                else
                {
                    words.Add(new TextWord(number, Break: isBreak));
                }

                isBehindNumber = true;
                continue;
            }

            bool isWith = run is "w" && end < plain.Length && plain[end] == '/';
            words.Add(isWith ? new TextWord("with", Break: isBreak) : Named(run.ToString(), isBehindNumber, isBreak) with { IsJoined = between is "-" });
            isBehindNumber = false;
        }

        return words;
    }

    /// <summary>As one run of letters and digits, for numbers of articles: "ABC-12 3" is "abc123".</summary>
    public static string Joined(string text) => string.Concat(Plain(text).Where(char.IsLetterOrDigit));

    /// <summary>As <see cref="Read"/> reads a single word of small letters.</summary>
    public static string One(string word) => UnitsAnywhere.TryGetValue(word, out string? unit) ? unit : Plural.Singular(word);

    private static TextWord Named(string word, bool isBehindNumber, bool isBreak)
    {
        if (UnitsAnywhere.TryGetValue(word, out string? unit) || (isBehindNumber && UnitsBehindNumbers.TryGetValue(word, out unit)))
        {
            return new TextWord(unit, isBehindNumber, isBreak && !isBehindNumber);
        }

        return isBehindNumber && Units.Contains(word) ? new TextWord(word, IsUnit: true) : new TextWord(Plural.Singular(word), Break: isBreak);
    }

    /// <summary>Small Latin letters without accents; apostrophes within words are gone ("men's" is "mens", and in the singular "men").</summary>
    private static string Plain(string text)
    {
        // Pictures would become their names.
        string ascii = Ascii.IsValid(text) ? text : Picture().Replace(text, " ").Transliterate();
        return ApostropheInWord().Replace(ascii.ToLowerInvariant(), "");
    }

    private static string Number(ReadOnlySpan<char> run)
    {
        string number = run.ToString();
        return number.StartsWith('.') ? $"0{number}" : Thousands().IsMatch(number) ? number.Replace(",", "", StringComparison.Ordinal) : number;
    }

    // "Drill/Driver" and "Super 33+ Tape" are one phrase, and so is "52 in. Ceiling Fan".
    private static bool IsBreak(ReadOnlySpan<char> between, bool isBehindAbbreviation) =>
        (between is not ("/" or "+" or "&" or "+ ") && between.IndexOfAny(Breaks) >= 0) || between.IndexOf(" - ") >= 0 || (!isBehindAbbreviation && between.IndexOf(". ") >= 0);

    private static Dictionary<string, string> Map(string lines)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        var forms = new List<string>();
        foreach (string entry in lines.Split(' '))
        {
            string[] pair = entry.Split(':');
            forms.Add(pair[0]);
            if (pair.Length == 2)
            {
                forms.ForEach(form => map[form] = pair[1]);
                map[pair[1]] = pair[1];
                forms.Clear();
            }
        }

        return map;
    }

    // Numbers first: "1-1/2", "3/4", "1,000", "1.5", ".5"; then letters; then the marks of inch and foot.
    [GeneratedRegex(@"[0-9]+-[0-9]+/[0-9]+|[0-9]+/[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]*\.[0-9]+(?![0-9])|[0-9]+|[a-z]+|""|''?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"^\d{1,3}(?:,\d{3})+$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Thousands();

    [GeneratedRegex(@"\p{Cs}|[\u2600-\u27BF\uFE0F\u200D]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Picture();

    [GeneratedRegex(@"(?<=[a-zA-Z])['`](?=[a-zA-Z])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ApostropheInWord();
}
