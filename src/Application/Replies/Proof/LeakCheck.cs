using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>What customers have no business with: the prompt's own words, its places and lines, and things that are shaped like keys.</summary>
internal static partial class LeakCheck
{
    /// <summary>A shorter run of words may be chance.</summary>
    private const int Run = 9;

    private const int Beginning = 80, ShortRun = 5;

    /// <summary>A prompt stays the same from turn to turn.</summary>
    private static readonly ConditionalWeakTable<string, HashSet<string>> PromptRuns = [];

    public static IEnumerable<Finding> Find(Draft draft, Evidence evidence)
    {
        foreach (string leak in Marks().Matches(draft.Written).Select(match => match.Value))
        {
            yield return new Finding(ClaimKind.Leak, leak, "is from the instructions");
        }

        foreach (string secret in Secrets().Matches(draft.Text).Select(match => match.Value).Where(secret => !evidence.ProductText.Contains(secret, StringComparison.Ordinal)
            && !evidence.Products.Any(product => product.Link?.OriginalString.Contains(secret, StringComparison.Ordinal) == true)))
        {
            yield return new Finding(ClaimKind.Leak, $"{secret[..4]}…", "looks like a key");
        }

        var own = PromptRuns.GetValue(evidence.PromptText, RunsOf);
        var words = WordsOf(draft.Text);
        if ((FirstOf(own, words, Run) ?? FirstOf(own, words, ShortRun)) is { } run)
        {
            yield return new Finding(ClaimKind.Leak, run, "is from the instructions");
        }
    }

    /// <summary>Who the assistant is stands in the first words, and a few of them say it.</summary>
    private static HashSet<string> RunsOf(string prompt) =>
        Runs(WordsOf(prompt), Run).Concat(Runs(WordsOf(prompt[..Math.Min(prompt.Length, Beginning)]), ShortRun)).ToHashSet(StringComparer.Ordinal);

    /// <summary>In what the customer said and the answer says yes to: to be shown the instructions, in whatever language.</summary>
    public static IEnumerable<Finding> FindAsked(Draft asked, Evidence evidence) => Requests().Match(asked.Text) is { Success: true } request
        ? [new Finding(ClaimKind.Leak, request.Value, "asks for the instructions, and is not to be agreed to")]
        : [];

    /// <summary>The words of a text, one space apart, and where each of them begins and ends.</summary>
    private static (string Text, List<(int Start, int End)> Places) WordsOf(string text)
    {
        string small = text.ToLowerInvariant();
        var (words, places) = (new StringBuilder(text.Length), new List<(int Start, int End)>());
        foreach (var match in Words().EnumerateMatches(small))
        {
            words.Append(places.Count == 0 ? "" : " ").Append(small.AsSpan(match.Index, match.Length));
            places.Add((words.Length - match.Length, words.Length));
        }

        return (words.ToString(), places);
    }

    private static IEnumerable<string> Runs((string Text, List<(int Start, int End)> Places) words, int length) =>
        Enumerable.Range(0, Math.Max(0, words.Places.Count - length + 1)).Select(first => words.Text[words.Places[first].Start..words.Places[first + length - 1].End]);

    private static string? FirstOf(HashSet<string> runs, (string Text, List<(int Start, int End)> Places) words, int length)
    {
        var known = runs.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int first = 0; first + length <= words.Places.Count; first++)
        {
            if (known.TryGetValue(words.Text.AsSpan()[words.Places[first].Start..words.Places[first + length - 1].End], out string? run))
            {
                return run;
            }
        }

        return null;
    }

    [GeneratedRegex(@"\{(?:message_text|shopify_metadata|shopify_products|facebook_metadata|conversation_history)\}|^\s*P[0-9]{1,3}\|[^|\n]*\||\b(?:system|initial)\s+prompt\s*(?:is|:|says)|\bmy\s+(?:instructions|system\s+prompt|rules)\s+(?:are|say|is)\b|\b(?:told|instructed|says?|written)\s+in\s+(?:my|the)\s+(?:system\s+)?(?:prompt|instructions)\b|\b(?:mir\s+wurde\s+gesagt|i\s+(?:was|have\s+been|am)\s+(?:told|instructed)\s+(?:to|never|not)|me\s+han\s+(?:dicho|indicado)\s+que|on\s+m[’']a\s+(?:dit|demand[eé])\s+de)\b|\bsystem\s*prompt\s+(?:lautet|ist)\b|\bmeine\s+anweisungen\s+(?:lauten|sind)\b|\bmis\s+instrucciones\s+son\b|\bmes\s+instructions\s+sont\b", Claims.Options | RegexOptions.Multiline, Claims.Timeout)]
    private static partial Regex Marks();

    [GeneratedRegex(@"\bsk-[A-Za-z0-9_-]{12,}|\bgh[pousr]_[A-Za-z0-9]{20,}|\bAIza[A-Za-z0-9_-]{20,}|\bxox[abprs]-[A-Za-z0-9-]{10,}|\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}|(?<![\p{L}0-9])(?:[\p{L}0-9-] ){12,}|\bEAA[A-Za-z0-9]{16,}|\bdop_v1_[a-f0-9]{16,}|\bshp(?:at|ca|pa|ss)_[A-Fa-f0-9]{16,}|\bAKIA[A-Z0-9]{12,}|\bDO00[A-Z0-9]{12,}|\bBearer\s+[A-Za-z0-9._-]{16,}|\b(?=[A-Za-z0-9+/_-]*[0-9])(?=[A-Za-z0-9+/_-]*[A-Z])(?=[A-Za-z0-9+/_-]*[a-z])[A-Za-z0-9+/_-]{40,}={0,2}", RegexOptions.CultureInvariant, Claims.Timeout)]
    private static partial Regex Secrets();

    [GeneratedRegex(@"[\p{L}0-9]+", RegexOptions.CultureInvariant, Claims.Timeout)]
    private static partial Regex Words();

    [GeneratedRegex(@"\b(?:translate|repeat|print|show|reveal|tell|write|output|copy|summari[sz]e|ignore|forget|(?:ü|ue)bersetz\w*|wiederhol\w*|zeig\w*|ignorier\w*|traduce|repite|muestra|ignora|tradui[st]?|r[eé]p[eè]te|montre|ignore[rz]?)\b[^\n]{0,40}\b(?:above|prompt|instructions?|rules|system|anweisung\w*|regeln|instrucciones|reglas|consignes|r[eè]gles)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Requests();
}
