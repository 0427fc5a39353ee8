using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Replies;

/// <summary>
/// How the model sees a product and names it: one line <c>P1|title|price|availability|attributes</c>, and <c>[P1]</c> in its answer,
/// which becomes the product's link. The model writes no links itself, so it cannot invent one.
/// </summary>
internal static partial class ProductCard
{
    private const int MaxAttributes = 160, MaxForms = 6;

    /// <summary>Of <c>P12|</c> and the line break.</summary>
    private const int ReferenceTokens = 4;

    /// <summary>A product is the same object until its catalogue changes, and its card is written and counted once.</summary>
    private static readonly ConditionalWeakTable<Product, Card> Cards = [];

    public static CountedLine Line(Product product, int index)
    {
        var card = Cards.GetValue(product, Written);
        return new CountedLine(string.Create(CultureInfo.InvariantCulture, $"P{index + 1}|{card.Cells}"), ReferenceTokens + card.Tokens);
    }

    private static Card Written(Product product)
    {
        string cells = Cells(product);
        return new Card(cells, TokenCount.Of(cells));
    }

    private static string Cells(Product product) =>
        $"{Cell(product.Title)}|{Price(product)}{Before(product)}|{(product.IsAvailable ? "in stock" : "sold out")}|{Cell(Attributes(product))}";

    /// <summary>One price, or the span of the variants' prices.</summary>
    public static string Price(Product product) => Span(product.Variants.Select(variant => variant.Price)) ?? "price on request";

    private static string Before(Product product) => Span(product.Variants.Select(variant => variant.Before)) is { } before ? $" (was {before})" : "";

    private static string? Span(IEnumerable<Money?> amounts)
    {
        var prices = amounts.OfType<Money>().OrderBy(price => price.Amount).ToList();
        return prices switch
        {
            [] => null,
            [var first, ..] when first == prices[^1] => first.ToString(),
            _ => $"{prices[0].Amount.ToString(CultureInfo.InvariantCulture)}-{prices[^1]}",
        };
    }

    /// <summary>The answer with each product's first mention followed by its link, and no references left, also where several share one bracket.</summary>
    public static string PutInLinks(string answer, IReadOnlyList<Product> shown)
    {
        var mentioned = new HashSet<int>();
        return Reference().Replace(answer, match => string.Concat(match.Groups["number"].Captures.Select(LinkOf)));

        string LinkOf(Capture number)
        {
            int index = int.Parse(number.ValueSpan, CultureInfo.InvariantCulture) - 1;
            return index >= 0 && index < shown.Count && shown[index].Link is { } link && mentioned.Add(index) ? $" ({link.OriginalString})" : "";
        }
    }

    private static string Attributes(Product product)
    {
        IEnumerable<string> attributes =
        [
            product.Type,
            .. Forms(product),
            product.Description,
        ];
        string text = string.Join("; ", attributes.Where(attribute => attribute.Length > 0));
        if (text.Length <= MaxAttributes)
        {
            return text;
        }

        int end = text.LastIndexOf(' ', MaxAttributes) is > 0 and var space ? space : MaxAttributes;
        return string.Concat(text.AsSpan(0, char.IsSurrogatePair(text, end - 1) ? end - 1 : end), "…");
    }

    /// <summary>Those that can be bought; many of them by what there is to choose, so that the model does not take the first few for all.</summary>
    private static IEnumerable<string> Forms(Product product)
    {
        var (buyable, soldOut) = (TitlesOf(product, areAvailable: true), TitlesOf(product, areAvailable: false));
        return buyable.Count <= MaxForms ? buyable
            : product.Options.Count == 0 ? buyable.Take(MaxForms).Append($"and {buyable.Count - MaxForms} more")
            : product.Options.Select(option => $"{option.Name}: {string.Join(", ", option.Values)}").Concat(soldOut.Count == 0 ? [] : [$"sold out: {string.Join(", ", soldOut)}"]);
    }

    private static List<string> TitlesOf(Product product, bool areAvailable) =>
        [.. product.Variants.Where(variant => variant.IsAvailable == areAvailable && variant.Title.Length > 0).Select(variant => variant.Title)];

    private static string Cell(string text) => PromptFacts.OneLine(text.Replace('|', '/'));

    [GeneratedRegex(@"\s*[\[(]P(?<number>[0-9]{1,3})(?:\s*[,;/&]\s*P(?<number>[0-9]{1,3}))*[\])]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();

    private sealed record Card(string Cells, int Tokens);
}
