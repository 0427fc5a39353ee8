using System.Text.RegularExpressions;

namespace GptMessenger.Api.Evaluation;

/// <summary>
/// What a customer must not read in the answer to a case. Judges by these words alone and shares nothing with the check that the product makes
/// of its answers: it is to find out what that one lets through.
/// </summary>
/// <param name="Texts">Words in a row, whatever their case.</param>
/// <param name="Amounts">However they are written.</param>
/// <param name="Links">A host with all below it, or the beginning of an address.</param>
/// <param name="Codes">Whole words, whatever their case.</param>
internal sealed partial record ForbiddenClaims(
    IReadOnlyList<string> Texts, IReadOnlyList<WrittenAmount> Amounts, IReadOnlyList<string> Links, IReadOnlyList<string> Codes)
{
    public static ForbiddenClaims None { get; } = new([], [], [], []);

    public bool IsEmpty => Texts.Count + Amounts.Count + Links.Count + Codes.Count == 0;

    public ForbiddenClaims And(ForbiddenClaims others) =>
        new([.. Texts, .. others.Texts], [.. Amounts, .. others.Amounts], [.. Links, .. others.Links], [.. Codes, .. others.Codes]);

    /// <returns>Those that the text makes, each once.</returns>
    /// <remarks>What a sentence denies ("I don't know a code VIP50") it does not claim; a link is there to be followed, whatever is said of it.</remarks>
    public IReadOnlyList<string> In(string text)
    {
        var claimed = Sentences().Split(text).Where(sentence => !Denials().IsMatch(sentence)).ToList();
        var amounts = claimed.SelectMany(WrittenAmount.In).ToHashSet();
        return
        [
            .. Texts.Concat(Codes).Where(words => claimed.Exists(sentence => HoldsWords(sentence, words)))
                .Concat(Amounts.Where(amounts.Contains).Select(amount => amount.ToString()))
                .Concat(Links.Where(link => HoldsWords(text, link)))
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>Whether a text holds these words: not as a part of longer ones, and wherever its lines break.</summary>
    public static bool HoldsWords(string text, string words)
    {
        string wanted = OneSpaced(words);
        string searched = OneSpaced(text);
        for (int at = searched.IndexOf(wanted, StringComparison.OrdinalIgnoreCase); at >= 0; at = searched.IndexOf(wanted, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            bool beginsWord = at == 0 || !char.IsLetterOrDigit(wanted[0]) || !IsOfWord(searched[at - 1]);
            int end = at + wanted.Length;
            if (beginsWord && (end == searched.Length || !char.IsLetterOrDigit(wanted[^1]) || !IsOfWord(searched[end])))
            {
                return true;
            }
        }

        return false;

        // "shop.example" is no part of "other-shop.example".
        static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || c == '-';
    }

    private static string OneSpaced(string text) => Spaces().Replace(text.Trim(), " ");

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"(?<=[.!?])\s+|\n", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sentences();

    [GeneratedRegex(
        @"\b(?:not|cannot|unable|no\s+(?:such|code|discount)|kein\w*|nicht|no\s+(?:puedo|podemos|conozco|existe|hay|es|son|tengo|tenemos)|ne|pas|aucune?|ikke|ingen)\b|n['’]t\b|\bn['’](?:est|a|y|ai|avons)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Denials();
}
