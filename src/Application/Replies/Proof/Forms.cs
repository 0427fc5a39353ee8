using System.Text.RegularExpressions;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>Which forms of a product words speak of: "in blue", "size M", "the 250 g bag".</summary>
internal static partial class Forms
{
    /// <summary>Those that the clause at this place names, or else the sentence; empty: none, it speaks of the product.</summary>
    public static IReadOnlyList<Variant> NamedAt(string words, int at, Product product) =>
        NamedIn(Clause.At(words, at), product) is { Count: > 0 } here ? here : NamedIn(words, product);

    /// <summary>The variants that have what the words name of them.</summary>
    public static IReadOnlyList<Variant> NamedIn(string words, Product product)
    {
        var forms = product.Variants.Select(variant => (Variant: variant, Values: variant.Title.Split(" / ", StringSplitOptions.TrimEntries))).ToList();
        var named = Enumerable.Range(0, forms.Count == 0 ? 0 : forms.Max(form => form.Values.Length))
            .Select(option => NamedOf([.. forms.Where(form => option < form.Values.Length).Select(form => form.Values[option]).Distinct(StringComparer.OrdinalIgnoreCase)], words)).ToList();
        return named.TrueForAll(values => values.Count == 0)
            ? []
            : [.. forms.Where(form => named.Select((values, option) => values.Count == 0 || (option < form.Values.Length && values.Contains(form.Values[option]))).All(fits => fits)).Select(form => form.Variant)];
    }

    /// <summary>Of what these words name of a product's forms, what none is left of: "in 1/4, 1/2 and 3/4", and the 3/4 are gone.</summary>
    public static string? GoneIn(string words, Product product)
    {
        var named = NamedIn(words, product);
        return named.SelectMany(form => form.Title.Split(" / ", StringSplitOptions.TrimEntries)).Distinct(StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(value => IsNamed(words, value) && named.Where(form => form.Title.Split(" / ", StringSplitOptions.TrimEntries).Contains(value, StringComparer.OrdinalIgnoreCase)).All(form => !form.IsAvailable));
    }

    /// <summary>Of the values of one option those that are named, as a whole or else by what only they have: "the Walnut" is "Walnut 18 cm", "the 6 l" is "Cherry 6 l".</summary>
    private static HashSet<string> NamedOf(string[] values, string words)
    {
        var named = values.Where(value => IsNamed(words, value)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (named.Count > 0 || values.Length < 2)
        {
            return named;
        }

        var pieces = values.Select(value => (Value: value, Pieces: Pieces().Matches(value).Select(piece => piece.Value).Where(piece => piece.Length < value.Length).ToList())).ToList();
        return pieces.Where(own => own.Pieces.Exists(piece => IsNamed(words, piece) && pieces.Count(other => other.Pieces.Contains(piece, StringComparer.OrdinalIgnoreCase)) == 1)).Select(own => own.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    // "M" is a size and "m" a metre, "blue" may begin a sentence; a colour may be named in another language, and "Ocean Blue" as blue.
    private static bool IsNamed(string words, string value) =>
        value.Length > 0 && (Claims.PlaceOf(value, words, value.Length <= 3 ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase) >= 0
            || Colours.In(value).Any(own => Colours.In(words).Any(said => said.Colour == own.Colour)));

    // A word of some length, or a measure with its unit.
    [GeneratedRegex(@"\p{L}{4,}|[0-9]+(?:[.,][0-9]+)?\s?(?:cm|mm|m|kg|g|ml|cl|l|oz|lb|inch)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Pieces();
}
