using GptMessenger.Domain.Shops;

namespace GptMessenger.Bench;

/// <summary>Catalogues of any size that look like a shop's: brands, kinds, sizes, descriptions. Always the same for the same size.</summary>
internal sealed class MadeUpShop
{
    private const int DescriptionWords = 60;

    private static readonly string[] Kinds =
        ("kitchen faucet,ceiling fan,area rug,table lamp,dining chair,office desk,wall mirror,bar stool,bath towel,shower curtain,storage bench,coffee table,floor lamp,door handle,picture frame,garden hose,tool box,cordless drill," +
         "circular saw,paint roller,sleeping bag,rain jacket,hiking boots,wool socks,camp stove,water bottle,head lamp,travel mug,throw blanket,bed frame,book shelf,side table,outdoor sofa,fire pit,plant pot,light bulb").Split(',');

    private static readonly string[] Words =
        ("oak walnut steel brass white black grey navy green red modern rustic vintage small large wide slim round square solid soft matte brushed polished folding adjustable heavy light outdoor indoor premium classic woven quilted insulated " +
         "waterproof washable stackable ceramic glass cotton linen leather velvet rattan marble copper chrome nickel bronze bamboo pine teak canvas fleece merino down foam memory gel ergonomic wireless dimmable battery solar electric manual portable").Split(' ');

    /// <summary>What it says of itself.</summary>
    public static Shop Itself { get; } = new()
    {
        Name = "Made Up",
        Currency = "EUR",
        Email = "hello@madeup.example",
        Policies =
        [
            new ShopPolicy(PolicyKind.Shipping, "Shipping", "Delivery within Germany takes 2-4 working days and costs 5.90 EUR; orders over 60 EUR are free. Austria and France: 5-7 working days, 9.90 EUR. Express costs 14.90 EUR. We do not ship to other countries. Picking up is free."),
            new ShopPolicy(PolicyKind.Refund, "Returns", "Returns are accepted within 30 days if unused. Opened goods cannot be returned. We pay refunds within 7 days. Furniture has a 5-year guarantee, everything else 2 years."),
            new ShopPolicy(PolicyKind.Terms, "Payment", "We accept cards, PayPal and invoice. Invoices are due within 14 days."),
        ],
    };

    private readonly Random _random = new(7);
    private readonly string[] _names;

    public MadeUpShop(int products) => _names = [.. Enumerable.Range(0, Math.Max(50, products / 25)).Select(_ => Name())];

    public IEnumerable<Product> Products(int count) => Enumerable.Range(0, count).Select(Product);

    /// <summary>As customers write: bare, mistyped, glued together, in a chat, with a price.</summary>
    public IEnumerable<(string Kind, Func<string> Next)> Questions() =>
    [
        ("bare", Bare), ("typo", () => Mistyped(Bare())), ("glued", () => Glued(Bare())),
        ("chat", () => $"Hi there! Do you have a {Bare()} for my living room? Thanks"), ("price", () => $"{Bare()} under 50 euro"),
    ];

    /// <summary>Without the space between its first two words.</summary>
    private static string Glued(string words) => words.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space ? words.Remove(space, 1) : words;

    private Product Product(int number) => new()
    {
        Id = $"{8_000_000 + number}",
        Title = $"{Pick(_names)} {Title(Pick(Words))} {Title(Pick(Kinds))} {_random.Next(1, 60)} in. with {Pick(Words)} finish",
        Description = string.Join(' ', Enumerable.Range(0, DescriptionWords).Select(_ => _random.Next(3) == 0 ? Pick(_names) : Pick(Words))),
        Type = Title(Pick(Kinds)),
        Vendor = Pick(_names),
        Tags = [Pick(Words), Pick(Words)],
        Link = new Uri($"https://shop.example/products/p{number}"),
        Variants = [new Variant($"{number}", "", new Money(_random.Next(500, 50_000) / 100m, "EUR"), _random.Next(10) > 0, $"SKU-{number}")],
    };

    private string Bare() => $"{Pick(Words)} {Pick(Kinds)}{(_random.Next(2) == 0 ? $" {Pick(Words)}" : "")}";

    private string Mistyped(string words)
    {
        int at = _random.Next(1, words.Length - 1);
        return words[at] == ' ' ? words : words.Remove(at, 1);
    }

    private string Name() => Title(string.Concat(Enumerable.Range(0, 3).Select(_ => $"{"bdfgklmnprstv"[_random.Next(13)]}{"aeiou"[_random.Next(5)]}")));

    private string Pick(string[] from) => from[_random.Next(from.Length)];

    private static string Title(string words) => string.Join(' ', words.Split(' ').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
