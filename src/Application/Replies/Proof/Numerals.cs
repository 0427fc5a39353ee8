using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>
/// Numbers in words, in English, German, Spanish and French, made numbers in digits, so that every check reads "sixty days" and "quince por
/// ciento" like "60 days" and "15 por ciento". Small ones stay words ("one of our tents", "zwei Farben") unless something is measured in them.
/// </summary>
internal static partial class Numerals
{
    /// <summary>From here on a number in words is made digits wherever it stands.</summary>
    private const int Large = 20;

    private const int Hundred = 100, Thousand = 1000;

    private static readonly Dictionary<string, int>[] Languages =
    [
        Read("one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 thirteen 13 fourteen 14 fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19 twenty 20 thirty 30 forty 40 fourty 40 fifty 50 sixty 60 seventy 70 eighty 80 ninety 90 hundred 100 thousand 1000 and 0"),
        Read("ein 1 eine 1 einen 1 einem 1 einer 1 eins 1 zwei 2 drei 3 vier 4 fünf 5 fuenf 5 sechs 6 sieben 7 acht 8 neun 9 zehn 10 elf 11 zwölf 12 zwoelf 12 dreizehn 13 vierzehn 14 fünfzehn 15 sechzehn 16 siebzehn 17 achtzehn 18 neunzehn 19 zwanzig 20 dreißig 30 dreissig 30 vierzig 40 fünfzig 50 fuenfzig 50 sechzig 60 siebzig 70 achtzig 80 neunzig 90 hundert 100 tausend 1000 und 0"),
        Read("un 1 uno 1 una 1 dos 2 tres 3 cuatro 4 cinco 5 seis 6 siete 7 ocho 8 nueve 9 diez 10 once 11 doce 12 trece 13 catorce 14 quince 15 dieciséis 16 diecisiete 17 dieciocho 18 diecinueve 19 veinte 20 veintiuno 21 veintidós 22 veinticuatro 24 veinticinco 25 treinta 30 cuarenta 40 cincuenta 50 sesenta 60 setenta 70 ochenta 80 noventa 90 cien 100 ciento 100 doscientos 200 trescientos 300 cuatrocientos 400 quinientos 500 seiscientos 600 mil 1000 y 0"),
        Read("un 1 une 1 deux 2 trois 3 quatre 4 cinq 5 six 6 sept 7 huit 8 neuf 9 dix 10 onze 11 douze 12 treize 13 quatorze 14 quinze 15 seize 16 vingt 20 vingts 20 trente 30 quarante 40 cinquante 50 soixante 60 cent 100 cents 100 mille 1000 et 0"),
    ];

    private static readonly Dictionary<string, int> German = Languages[1];

    private static readonly Dictionary<string, int> Pairs = Read("both 2 beide 2 pair 2 paar 2 par 2 paire 2 ambos 2 ambas 2 dozen 12 dutzend 12 docena 12 douzaine 12");

    /// <summary>What is counted in a text, in digits or words, up to 99.</summary>
    public static IEnumerable<int> SmallIn(string text) =>
        Digits().Matches(text).Select(match => int.TryParse(match.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0)
            .Concat(Words().Matches(text).Select(match => Of(match.Value)));

    /// <summary>Of one word, up to 99; 0: it names none.</summary>
    public static int Of(string word)
    {
        string small = word.ToLowerInvariant();
        return Languages.Append(Pairs).Select(language => language.TryGetValue(small, out int number) && number < Hundred ? number : 0).Max();
    }

    /// <summary>The same text with its larger numbers, and those that something is measured in, in digits.</summary>
    public static string InDigits(string text)
    {
        text = Couples().Replace(text, "2 ");
        if (!Hints().IsMatch(text))
        {
            return text;
        }

        var (made, at) = (new StringBuilder(text.Length), 0);
        List<(int Start, int End)> words = [.. Words().Matches(text).Select(word => (word.Index, word.Index + word.Length))];
        for (int first = 0; first < words.Count; first++)
        {
            var (value, next) = Languages.Select(language => NumberAt(text, words, first, language)).MaxBy(number => number.Next);
            bool isA = first > 0 && value >= Hundred && words[first - 1].Start >= at && text[words[first - 1].Start..words[first - 1].End] is "a" or "A";
            if (next == first || !(IsMeasured(text, words[next - 1].End) || (value is > 1 and <= 12 && At().IsMatch(text[..words[first].Start])) || (value >= Large && (isA || next > first + 1 || value is not (Hundred or Thousand)))))
            {
                continue;
            }

            int start = words[isA ? first - 1 : first].Start;
            made.Append(text, at, start - at).Append(value);
            at = words[next - 1].End;
            first = next - 1;
        }

        return at == 0 ? text : made.Append(text, at, text.Length - at).ToString();
    }

    private static bool IsMeasured(string text, int end) => Units().IsMatch(text[end..Math.Min(text.Length, end + 24)]);

    /// <summary>The longest number from a word on, and the first word behind it; the same word: there is none.</summary>
    private static (int Value, int Next) NumberAt(string text, List<(int Start, int End)> words, int first, Dictionary<string, int> language)
    {
        var (total, current, next) = (0, 0, first);
        for (int i = first; i < words.Count && (i == first || Between(text, words[i - 1].End, words[i].Start)); i++)
        {
            string word = text[words[i].Start..words[i].End].ToLowerInvariant();
            if (!(language.TryGetValue(word, out int value) || (language == German && (value = OfCompound(word)) > 0)))
            {
                break;
            }

            switch (value)
            {
                case 0 when i > first:
                    continue;
                case Thousand:
                    total += Math.Max(current, 1) * Thousand;
                    current = 0;
                    break;
                case Hundred when current is > 0 and < Hundred:
                    current *= Hundred;
                    break;
                case 20 when current % Hundred == 4 && word.StartsWith("vingt", StringComparison.Ordinal):
                    current += 76;
                    break;
                case > 0 when current == 0 || (current % Hundred == 0 && value < Hundred) || (current % 10 == 0 && value < (current % Hundred is 60 or 80 ? 20 : 10)):
                    current += value;
                    break;
                case >= Large when current is > 0 and < 10 && i == first + 1 && text[words[i].Start - 1] == '-':
                    // "One-fifty".
                    current = (current * Hundred) + value;
                    break;
                default:
                    return (total + current, next);
            }

            next = i + 1;
        }

        return (total + current, next);
    }

    private static bool Between(string text, int start, int end) => end - start == 1 && text[start] is ' ' or '-' or '\u00A0';

    /// <summary>"Vierundsechzig", "zweihundertfünfzig"; 0: it is none.</summary>
    private static int OfCompound(string word)
    {
        foreach (var (joint, times) in ((string, int)[])[("tausend", Thousand), ("hundert", Hundred)])
        {
            if (word.IndexOf(joint, StringComparison.Ordinal) is >= 0 and var joined)
            {
                var (before, after) = (word[..joined], word[(joined + joint.Length)..]);
                int many = before.Length == 0 ? 1 : OfPart(before), rest = after.Length == 0 ? 0 : OfPart(after);
                return many == 0 || (after.Length > 0 && rest == 0) ? 0 : (many * times) + rest;
            }
        }

        return word.IndexOf("und", StringComparison.Ordinal) is > 0 and var und && German.TryGetValue(word[..und], out int ones) && ones is > 0 and < 10
            && German.TryGetValue(word[(und + 3)..], out int tens) && tens is >= Large and < Hundred ? tens + ones : 0;
    }

    private static int OfPart(string part) => German.TryGetValue(part, out int known) ? known : OfCompound(part);

    private static Dictionary<string, int> Read(string line) => line.Split(' ').Chunk(2).ToDictionary(pair => pair[0], pair => int.Parse(pair[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    // Without any of these in it a text has no number in words.
    [GeneratedRegex(@"(?:one|two|three|four|five|six|ten|eleven|twelve|teen|twenty|thirty|fift|hundred|thousand|ein|zwei|drei|vier|f(?:ü|ue)nf|sechs|sieb|acht|neun|zehn|elf|zw(?:ö|oe)lf|zwanzig|hundert|tausend|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|veint|enta|cien|mil|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|treize|seize|vingt|ante|cent|eight|nine|seven)", Claims.Options, Claims.Timeout)]
    private static partial Regex Hints();

    // "We open at nine".
    [GeneratedRegex(@"\b(?:at|until|till|from|um|ab|bis|a\s+las|las)\s$", Claims.Options | RegexOptions.RightToLeft, Claims.Timeout)]
    private static partial Regex At();

    // "A couple of days".
    [GeneratedRegex(@"\b(?:a\s+couple\s+of|un\s+par\s+de)\s+(?=(?:working\s+|business\s+)?(?:days|weeks|months|hours|d[ií]as|semanas|horas|meses)\b)", Claims.Options, Claims.Timeout)]
    private static partial Regex Couples();

    [GeneratedRegex(@"\p{L}+", RegexOptions.CultureInvariant, Claims.Timeout)]
    private static partial Regex Words();

    [GeneratedRegex(@"(?<![0-9.,])[0-9]{1,2}(?![0-9]|[.,][0-9])", RegexOptions.CultureInvariant, Claims.Timeout)]
    private static partial Regex Digits();

    [GeneratedRegex(@"^[\s-](?:%|percent|per\s+cent|prozent|por\s+ciento|pour\s+cent|[$€£]|(?:euros?|dollars?|d[oó]lares|pounds?|pfund|libras|bucks?|quid|franken|francs?|francos|cents?|kroner|kronor)\b|(?:(?:working|business|full|calendar|volle)[\s-]+)?(?:days?|weeks?|months?|years?|hours?|minutes?|werktage?n?|arbeitstage?n?|tage?n?|wochen?|monate?n?|jahre?n?|stunden?|d[ií]as?|semanas?|mes(?:es)?|años?|horas?|jours?|semaines?|mois|ans|ann[eé]es?|heures?)\b)", Claims.Options, Claims.Timeout)]
    private static partial Regex Units();
}
