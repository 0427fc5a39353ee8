using System.Globalization;
using System.Text;
using GptMessenger.Application.Languages;
using GptMessenger.Application.Replies.Wordings;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Replies.Offline;

/// <summary>Products with price, availability and link; and, where sizes or colours are asked about, which of them are there.</summary>
internal static class ProductsAnswer
{
    private const int MaxTitle = 120;
    private const int MaxForms = 8;

    private static readonly string[] Signs = ["EUR", "USD", "GBP"];

    public static string To(Question question, IReadOnlyList<Product> products, Wording texts)
    {
        var answer = new StringBuilder(texts.Products);
        foreach (var product in products)
        {
            answer.Append("\n\n").Append(Line(product.Title)).Append(texts.Colon).Append(Price(product, texts)).Append(", ").Append(Availability(question, product, texts));
            if (product.Link is { } link)
            {
                answer.Append('\n').Append(link.OriginalString);
            }
        }

        return answer.ToString();
    }

    /// <summary>As the language writes it, in the currency that the shop lists.</summary>
    public static string Written(Money money, Wording texts)
    {
        // As many decimals as listed, but not "329.0".
        int decimals = money.Amount.Scale == 0 ? 0 : Math.Max(2, (int)money.Amount.Scale);
        var format = new NumberFormatInfo { NumberDecimalSeparator = texts.DecimalPoint, NumberGroupSeparator = texts.ThousandsPoint };
        string amount = money.Amount.ToString($"N{decimals}", format);
        return money.Currency is not { } currency ? amount
            : Signs.Contains(currency) ? Wording.Fill(texts.MoneyWithSign, ("amount", amount), ("currency", Sign(currency)))
            : Wording.Fill(texts.Money, ("amount", amount), ("currency", currency));
    }

    private static string Sign(string currency) => currency switch
    {
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        _ => currency,
    };

    /// <summary>One price, or the span of the variants' prices.</summary>
    private static string Price(Product product, Wording texts)
    {
        var prices = product.Variants.Select(variant => variant.Price).OfType<Money>().OrderBy(price => price.Amount).ToList();
        return prices switch
        {
            [] => texts.PriceOnRequest,
            [var first, ..] when first.Amount == prices[^1].Amount => Written(first, texts),
            _ => $"{Written(prices[0], texts)} – {Written(prices[^1], texts)}",
        };
    }

    private static string Availability(Question question, Product product, Wording texts)
    {
        var named = product.Variants.Where(variant => variant.Title.Length > 0).ToList();
        var wanted = named.Where(Wanted(question, named)).ToList();
        var there = wanted.Where(variant => variant.IsAvailable).ToList();
        bool isSome = wanted.Count < named.Count;
        if (isSome && there.Count == 0 && product.IsAvailable)
        {
            string others = Wording.Fill(texts.InStockIn, ("forms", Forms(named.Where(variant => variant.IsAvailable), texts)));
            return $"{Wording.Fill(texts.SoldOutIn, ("forms", Forms(wanted, texts)))}, {others}";
        }

        return !product.IsAvailable ? texts.SoldOut
            : there.Count > 0 && (isSome || question.IsAbout(Topic.Forms)) ? Wording.Fill(texts.InStockIn, ("forms", Forms(there, texts)))
            : texts.InStock;
    }

    /// <summary>Those that have what the question names of sizes and colours; all, where it names none.</summary>
    private static Func<Variant, bool> Wanted(Question question, IReadOnlyList<Variant> named)
    {
        var asked = named.SelectMany(Values).Where(value => IsNamed(value, question)).ToHashSet(StringComparer.Ordinal);

        // "M / Blue" has a size and a colour; where the question names values of both, a variant must have both.
        var places = named.SelectMany(variant => Values(variant).Select((value, place) => (value, place))).Where(each => asked.Contains(each.value)).Select(each => each.place).ToHashSet();
        return variant => places.Count == 0 || places.All(place => Values(variant).ElementAtOrDefault(place) is { } value && asked.Contains(value));
    }

    // A single letter is a size only as people write sizes: "in M", not "I'm".
    private static bool IsNamed(string value, Question question)
    {
        var words = FoldedText.Words(value);
        if (words.Count == 0)
        {
            return false;
        }

        return words is [{ Length: 1 } size]
            ? question.Text.Split([' ', '?', '!', '.', ',', ';', '/', '\n'], StringSplitOptions.RemoveEmptyEntries).Contains(size.ToUpperInvariant())
            : Enumerable.Range(0, Math.Max(0, question.Folded.Count - words.Count + 1)).Any(at => question.Folded.Skip(at).Take(words.Count).SequenceEqual(words));
    }

    private static IEnumerable<string> Values(Variant variant) => variant.Title.Split(" / ", StringSplitOptions.TrimEntries);

    /// <summary>"Rust: S, M; Blue: M" rather than each pair.</summary>
    private static string Forms(IEnumerable<Variant> variants, Wording texts)
    {
        var shown = variants.ToList();
        int more = Math.Max(0, shown.Count - MaxForms);
        var groups = shown.Take(MaxForms).Select(variant => Values(variant).ToList())
            .GroupBy(values => string.Join(" / ", values.Skip(1)), values => values[0])
            .Select(group => group.Key.Length == 0 ? string.Join(", ", group) : $"{Line(group.Key)}{texts.Colon}{string.Join(", ", group.Select(Line))}");
        string forms = string.Join("; ", groups);
        return more == 0 ? forms : $"{forms} {Wording.Fill(texts.AndMore, ("count", more.ToString(CultureInfo.InvariantCulture)))}";
    }

    // What a shop wrote into a title must not look like another line of ours.
    private static string Line(string text)
    {
        string line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxTitle ? line : string.Concat(line.AsSpan(0, char.IsHighSurrogate(line[MaxTitle - 1]) ? MaxTitle - 1 : MaxTitle), "…");
    }
}
