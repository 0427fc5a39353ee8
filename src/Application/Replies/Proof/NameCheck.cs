using System.Text.RegularExpressions;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>Products by name: a reference that is on the list, with the product's own name before it; a name in bold, or like a brand's, that somebody has said.</summary>
internal static partial class NameCheck
{
    private const int WordsBefore = 8, LeastLeading = 3;

    public static IEnumerable<Finding> Find(Draft draft, Evidence evidence)
    {
        // Few answers hold a name that has to be looked for.
        var own = new Lazy<List<HashSet<string>>>(() => [.. evidence.Products.Select(product => WordsOf(string.Join(' ', product.Variants.Select(variant => variant.Title).Prepend($"{product.Title} {product.Type} {product.Vendor}")))), WordsOf(evidence.ShopText)]);
        var known = new Lazy<List<HashSet<string>>>(() => [.. own.Value, WordsOf(evidence.CustomerText)]);
        foreach (var (number, at, end) in Draft.ReferencesIn(draft.Text))
        {
            if (number < 1 || number > evidence.Products.Count)
            {
                yield return new Finding(ClaimKind.Product, draft.Text[at..end], "is no product of the list");
            }
            else if (NameBefore(draft.Text, at) is { } name && !IsNameOf(name, evidence.Products[number - 1]))
            {
                yield return new Finding(ClaimKind.Product, $"{name} {draft.Text[at..end]}", $"is not what {draft.Text[at..end]} is called: '{evidence.Products[number - 1].Title}'");
            }
        }

        foreach (string bold in Bold().Matches(draft.Written).Select(match => match.Groups["name"].Value.Trim()))
        {
            if (Capitals().Count(bold) > 1 && !IsKnown(Amount.In(bold).Aggregate(bold, (name, amount) => name.Replace(amount.Words, " ", StringComparison.Ordinal)), own))
            {
                yield return new Finding(ClaimKind.Product, bold, "is no product of the list");
            }
        }

        foreach (string name in Single().Matches(draft.Written).Select(match => match.Groups["name"].Value)
            .Where(name => !Array.Exists([evidence.ProductText, evidence.ShopText, evidence.CustomerText], text => text.Contains(name, StringComparison.OrdinalIgnoreCase))))
        {
            yield return new Finding(ClaimKind.Product, name, "is no product of the list");
        }

        foreach (var sentence in draft.Sentences)
        {
            // A product that only the customer speaks of may be asked about and denied.
            var sources = Denial.IsIn(sentence.Words) || sentence.Words.TrimEnd().EndsWith('?') ? known : own;
            var names = Named().Matches(sentence.Words).Where(match => !IsReferred(sentence.Words, match, evidence) && !IsKnown(match.Groups["name"].Value, sources))
                .Concat(Leading().Matches(sentence.Words).Where(match => !IsReferred(sentence.Words, match, evidence) && IsName(match.Groups["name"].Value) && !IsMostlyKnown(match.Groups["name"].Value, sources))).Select(match => match.Groups["name"].Value);
            foreach (string name in names)
            {
                yield return new Finding(ClaimKind.Product, name, "is no product of the list");
            }
        }
    }

    /// <summary>Two capitalised words at least right before a reference; null: what stands there may be a translation.</summary>
    private static string? NameBefore(string text, int at)
    {
        string before = text[..at].TrimEnd();
        int start = before.LastIndexOfAny(['\n', '.', '!', '?', ':', ',', ']', '(']) + 1;
        string[] words = before[start..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var name = words.TakeLast(WordsBefore).Reverse().TakeWhile(word => char.IsUpper(word[0]) || char.IsAsciiDigit(word[0]) || word.Length <= 3).Reverse()
            .SkipWhile(word => Articles().IsMatch(word) || Numerals.Of(word) > 0 || Counts().IsMatch(word)).ToList();

        // "Within 100 EUR the Halm Chair".
        name = [.. name.Skip(name.FindLastIndex(Articles().IsMatch) + 1)];
        return name.Count(word => char.IsUpper(word[0])) > 1 ? string.Join(' ', name) : null;
    }

    /// <summary>It has the whole of a title in it, or stands before a reference, which is looked at by itself: "Die Wimperntusche Noir Mascara [P4]".</summary>
    private static bool IsReferred(string words, Match name, Evidence evidence) =>
        evidence.Products.Any(product => name.Value.Contains(product.Title, StringComparison.OrdinalIgnoreCase)) || IsKindAndName(name.Groups["name"].Value, evidence) || Draft.ReferencesIn(words).Any(reference => words[..reference.At].TrimEnd().Length == name.Index + name.Length);

    /// <summary>"Esstisch Linde": what it is in the customer's language, and what it is called. A word of another product's would make it another.</summary>
    private static bool IsKindAndName(string name, Evidence evidence) => name.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var kind, var called]
        && evidence.Products.Any(product => CalledNames.Of(product).Short.Equals(called, StringComparison.OrdinalIgnoreCase))
        && !evidence.Products.Any(product => $"{product.Title} {product.Type}".Contains(kind, StringComparison.OrdinalIgnoreCase));

    /// <summary>It has a word in common with the product, and makes no other model of it ("… Pro").</summary>
    private static bool IsNameOf(string name, Product product) =>
        (Shares(name, product.Title) || Shares(name, product.Type)) && NumbersIn(name).All(WordsOf(string.Join(' ', product.Variants.Select(variant => variant.Title).Prepend(product.Title))).Contains) && Models().Matches(name).All(model => product.Title.Contains(model.Value, StringComparison.OrdinalIgnoreCase));

    /// <summary>Any word of some weight in common.</summary>
    private static bool Shares(string name, string text) => Words().Matches(name).Any(word => text.Contains(word.Value, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Something is called so: it has most of the name's words, the first among them, and its numbers. An invented name shares the kind of thing at
    /// most ("Glacier Max Tent"), or is mixed of two ("Wren Stove", of a headlamp and a stove).
    /// </summary>
    private static bool IsKnown(string name, Lazy<List<HashSet<string>>> sources) => Words().Matches(name).Select(word => word.Value).ToList() is var words
        && (words.Count == 0 || sources.Value.Exists(source => source.Contains(words[0]) && IsMost(words, source) && NumbersIn(name).All(source.Contains) && !words.Exists(word => IsOfOthers(word, source, sources.Value))));

    private static bool IsOfOthers(string word, HashSet<string> source, List<HashSet<string>> sources) =>
        char.IsUpper(word[0]) && !source.Any(own => own.Contains(word, StringComparison.OrdinalIgnoreCase) || word.Contains(own, StringComparison.OrdinalIgnoreCase)) && sources.Exists(other => other.Contains(word));

    private static IEnumerable<string> NumbersIn(string name) => Numbers().Matches(name).Select(number => number.Value);

    /// <summary>Of three words at least, without what opens German sentences ("Zwei Paar Socken").</summary>
    private static bool IsName(string words) => words.Split(' ').SkipWhile(word => Articles().IsMatch(word) || Numerals.Of(word) > 0).Count() >= LeastLeading;

    private static bool IsMostlyKnown(string name, Lazy<List<HashSet<string>>> sources) =>
        Words().Matches(name).Select(word => word.Value).ToList() is var words && sources.Value.Exists(source => IsMost(words, source));

    private static bool IsMost(List<string> words, HashSet<string> source) => words.Count(source.Contains) * 2 >= words.Count;

    private static HashSet<string> WordsOf(string text) => Words().Matches(text).Concat(Numbers().Matches(text)).Select(word => word.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"\*\*(?<name>[^*\n]{3,80})\*\*|__(?<name>[^_\n]{3,80})__", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Claims.Timeout)]
    private static partial Regex Bold();

    [GeneratedRegex(@"\b\p{Lu}\p{L}+", RegexOptions.CultureInvariant, Claims.Timeout)]
    private static partial Regex Capitals();

    [GeneratedRegex(@"\b(?i:the|our|called|named|recommend|die|der|das|den|unser\w*|el|la|los|las|nuestr\w+|le|les|notre|nos)\s+(?<name>\p{Lu}[\p{L}0-9]{2,}(?:[ -](?:\p{Lu}[\p{L}0-9]+|[0-9]{1,4}(?=\s(?:\p{Lu}\p{Ll}|is\b|are\b|has\b|costs?\b|comes?\b|would\b|ist\b|kostet\b|es\b|est\b|cuesta\b|co[uû]te\b))))+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Claims.Timeout)]
    private static partial Regex Named();

    // A name of three words that opens a sentence, or stands behind a colon.
    [GeneratedRegex(@"(?:^|:\s+)(?<name>\p{Lu}[\p{L}0-9]{2,}(?: \p{Lu}[\p{L}0-9]+){2,})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Claims.Timeout)]
    private static partial Regex Leading();

    [GeneratedRegex(@"^(?:the|our|a|an|this|that|these|your|yes|sure|der|die|das|den|dem|ein\w*|unser\w*|ihr\w*|diese\w*|ja|gerne|el|la|los|las|un|una|nuestr\w+|sí|le|les|une|notre|nos|des|oui|for|für|para|pour|from|with|mit|und|and|y|et)$", Claims.Options, Claims.Timeout)]
    private static partial Regex Articles();

    [GeneratedRegex(@"\b(?:pro|max|plus|mini|lite|ultra|premium|deluxe|xl|electric|wireless)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Models();

    [GeneratedRegex(@"[\p{L}0-9]{3,}", RegexOptions.CultureInvariant, Claims.Timeout)]
    private static partial Regex Words();

    // "Have a look at **Foxglove**": in these languages only names have capitals.
    [GeneratedRegex(@"\b(?:at|the|our|recommend|try|have|carry|sell|offer|called|named|el|la|los|las|llamad[oa]|le|les|notre|appel[eé]e?)\s+\*\*(?<name>\p{Lu}\p{Ll}{3,})\*\*(?!\s*:)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Claims.Timeout)]
    private static partial Regex Single();

    // Whole numbers of a name: no part of "HL-300" or "2.5".
    [GeneratedRegex(@"(?<![\p{L}0-9.,-])[0-9]{1,4}(?![\p{L}0-9]|[.,][0-9])", RegexOptions.CultureInvariant, Claims.Timeout)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"^(?:[0-9]+|[x×])$", Claims.Options, Claims.Timeout)]
    private static partial Regex Counts();
}
