using System.Text.RegularExpressions;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>Products by name: a reference that is on the list, with the product's own name before it; a name in bold, or like a brand's, that somebody has said.</summary>
internal static partial class NameCheck
{
    private const int WordsBefore = 8;

    public static IEnumerable<Finding> Find(Draft draft, Evidence evidence)
    {
        string known = $"{evidence.ShopText}\n{evidence.ProductText}\n{evidence.CustomerText}";
        foreach (var (number, at, end) in Draft.ReferencesIn(draft.Text))
        {
            if (number < 1 || number > evidence.Products.Count)
            {
                yield return new Finding(ClaimKind.Product, draft.Text[at..end], "is no product of the list");
            }
            else if (NameBefore(draft.Text, at) is { } name && !Shares(name, evidence.Products[number - 1].Title) && !Shares(name, evidence.Products[number - 1].Type))
            {
                yield return new Finding(ClaimKind.Product, $"{name} {draft.Text[at..end]}", $"is not what {draft.Text[at..end]} is called: '{evidence.Products[number - 1].Title}'");
            }
        }

        foreach (string bold in Bold().Matches(draft.Written).Select(match => match.Groups["name"].Value.Trim()))
        {
            var names = Capitals().Matches(bold);
            if (names.Count > 1 && !IsKnown(bold, known))
            {
                yield return new Finding(ClaimKind.Product, bold, "is no product of the list");
            }
        }

        foreach (string name in Named().Matches(draft.Text).Select(match => match.Groups["name"].Value).Where(name => !IsKnown(name, known)))
        {
            yield return new Finding(ClaimKind.Product, name, "is no product of the list");
        }
    }

    /// <summary>Two capitalised words at least right before a reference; null: what stands there may be a translation.</summary>
    private static string? NameBefore(string text, int at)
    {
        string before = text[..at].TrimEnd();
        int start = before.LastIndexOfAny(['\n', '.', '!', '?', ':', ',', ']', '(']) + 1;
        string[] words = before[start..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var name = words.TakeLast(WordsBefore).Reverse().TakeWhile(word => char.IsUpper(word[0]) || char.IsAsciiDigit(word[0]) || word.Length <= 3).Reverse()
            .SkipWhile(word => Articles().IsMatch(word) || Claims.NumberOf(word) > 0).ToList();
        return name.Count(word => char.IsUpper(word[0])) > 1 ? string.Join(' ', name) : null;
    }

    /// <summary>Any word of some weight in common.</summary>
    private static bool Shares(string name, string text) => Words().Matches(name).Any(word => text.Contains(word.Value, StringComparison.OrdinalIgnoreCase));

    /// <summary>Most of its words have been said by somebody; an invented name shares the kind of thing at most ("Glacier Max Tent").</summary>
    private static bool IsKnown(string name, string text)
    {
        var said = Words().Matches(text).Select(word => word.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var words = Words().Matches(name).Select(word => word.Value).ToList();
        return words.Count(said.Contains) * 2 >= words.Count;
    }

    [GeneratedRegex(@"\*\*(?<name>[^*\n]{3,80})\*\*|__(?<name>[^_\n]{3,80})__", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Claims.Timeout)]
    private static partial Regex Bold();

    [GeneratedRegex(@"\b\p{Lu}\p{L}+", RegexOptions.CultureInvariant, Claims.Timeout)]
    private static partial Regex Capitals();

    [GeneratedRegex(@"\b(?i:the|our|called|named|recommend|die|der|das|den|unser\w*|el|la|los|las|nuestr\w+|le|les|notre|nos)\s+(?<name>\p{Lu}[\p{L}0-9]{2,}(?:[ -]\p{Lu}[\p{L}0-9]+)+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Claims.Timeout)]
    private static partial Regex Named();

    [GeneratedRegex(@"^(?:the|our|a|an|this|that|these|your|yes|sure|der|die|das|den|dem|ein\w*|unser\w*|ihr\w*|diese\w*|ja|gerne|el|la|los|las|un|una|nuestr\w+|sí|le|les|une|notre|nos|des|oui|for|für|para|pour|from|with|mit|und|and|y|et)$", Claims.Options, Claims.Timeout)]
    private static partial Regex Articles();

    [GeneratedRegex(@"[\p{L}0-9]{3,}", RegexOptions.CultureInvariant, Claims.Timeout)]
    private static partial Regex Words();
}
