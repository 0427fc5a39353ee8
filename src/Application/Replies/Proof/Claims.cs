using System.Globalization;
using System.Text.RegularExpressions;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>What the checks have in common: how negation and questions are told, in English, German, Spanish and French.</summary>
internal static partial class Claims
{
    public const int Timeout = 250;

    public const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>"I cannot", "kein", "no hay", "ne … pas": what is denied is not promised.</summary>
    public static bool IsDenied(string sentence) => Denials().IsMatch(sentence);

    /// <summary>Where these words stand as words of their own; -1: nowhere.</summary>
    public static int PlaceOf(string words, string text, StringComparison comparison = StringComparison.Ordinal)
    {
        for (int at = text.IndexOf(words, comparison); at >= 0; at = text.IndexOf(words, at + 1, comparison))
        {
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (at + words.Length == text.Length || !char.IsLetterOrDigit(text[at + words.Length])))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Without what denies: whoever says yes to it has said so.</summary>
    public static string WithoutDenials(string text) => Denials().Replace(text, " ");

    /// <summary>Numbers that some text says in digits or words, from one to thirty.</summary>
    public static IEnumerable<int> SmallNumbers(string text) =>
        Digits().Matches(text).Select(match => int.TryParse(match.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0)
            .Concat(Named().Matches(text).Select(match => NumberOf(match.Value)));

    /// <returns>0: it names none.</returns>
    public static int NumberOf(string word) => Numbers.TryGetValue(word.ToLowerInvariant(), out int number) ? number : 0;

    private static readonly Dictionary<string, int> Numbers = Load(
        "1:one,ein,eine,einem,einen,einer,uno,una,un,une 2:two,zwei,dos,deux,both,beide,pair,paar,par,paire,ambos,ambas 3:three,drei,tres,trois 4:four,vier,cuatro,quatre " +
        "5:five,fünf,cinco,cinq 6:six,sechs,seis 7:seven,sieben,siete,sept 8:eight,acht,ocho,huit 9:nine,neun,nueve,neuf 10:ten,zehn,diez,dix 12:twelve,zwölf,doce,douze " +
        "14:fourteen,vierzehn,catorce,quatorze 15:fifteen,fünfzehn,quince,quinze 20:twenty,zwanzig,veinte,vingt 24:twenty-four 30:thirty,dreißig,dreissig,treinta,trente");

    private static Dictionary<string, int> Load(string lines) => lines.Split(' ').Select(line => line.Split(':'))
        .SelectMany(pair => pair[1].Split(',').Select(word => (word, int.Parse(pair[0], CultureInfo.InvariantCulture)))).ToDictionary(pair => pair.word, pair => pair.Item2, StringComparer.Ordinal);

    // What only sounds like it is none: "no problem", "don't forget".
    [GeneratedRegex(@"\b(?:not(?!\s+only\b)|no(?!\s+(?:problem|worries|worry|doubt|matter|minimum|strings|questions)\b)|never|none|nothing|cannot|can't|cant|don't(?!\s+(?:forget|worry|hesitate|miss|wait)\b)|doesn't|isn't|aren't|won't|wouldn't|couldn't|haven't|hasn't|unable|unfortunately|without(?!\s+(?:fail|doubt|problems?)\b)|unless|nicht|kein\w*(?!\w|\s+(?:sorge|problem)\b)|nie|leider|ohne|nunca|ning[uú]n\w*|sin(?!\s+(?:falta|duda)\b)|tampoco|ne|n'\w+|pas|aucune?|jamais|sans(?!\s+(?:faute|doute)\b)|malheureusement)\b|n[’']t\b(?!\s+(?:forget|worry|hesitate|miss|wait)\b)", Options, Timeout)]
    private static partial Regex Denials();

    [GeneratedRegex(@"(?<![0-9.,])[0-9]{1,2}(?![0-9]|[.,][0-9])", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Digits();

    [GeneratedRegex(@"\p{L}+(?:-four)?", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Named();
}
