using System.Globalization;
using System.Net;
using System.Text;

namespace GptMessenger.Api.Simulator.Storefront;

/// <summary>
/// The sample shop's pages. Markup of the shop's own files is shown as it is, since it comes with the program; everything else is encoded.
/// </summary>
internal static class StorefrontPages
{
    public static string Home() => Page(SampleShop.Name, $"""
        <header class="intro"><h1>{Encode(SampleShop.Name)}</h1><p>{Encode(SampleShop.Page["about"]?.GetValue<string>())}</p></header>
        <ul class="grid">{string.Concat(SampleShop.OnSale.Select(Tile))}</ul>
        """);

    public static string Product(SampleProduct product) => Page(product.Title, $"""
        <article class="product">
          <img src="{StorefrontLinks.Path}/images/{Encode(product.Handle)}.svg" width="400" height="400" alt="{Encode(product.Images.Select(image => image.Alt).FirstOrDefault())}">
          <div>
            <p class="kind">{Encode(product.ProductType)}</p>
            <h1>{Encode(product.Title)}</h1>
            <p class="price">{Price(product)}</p>
            <div class="text">{product.BodyHtml}</div>
            <h2>{(product.Variants.Count == 1 ? "In the shop" : "Choose yours")}</h2>
            <ul class="variants">{string.Concat(product.Variants.Select(Variant))}</ul>
          </div>
        </article>
        """);

    public static string Policy(SamplePolicy policy) => Page(policy.Title, $"""
        <article class="policy"><h1>{Encode(policy.Title)}</h1><div class="text">{policy.Body}</div></article>
        """);

    /// <summary>A cart as a Shopify permalink fills it.</summary>
    public static string Cart(IReadOnlyList<(SampleProduct Product, SampleVariant Variant, int Quantity)> lines)
    {
        decimal total = lines.Sum(line => Amount(line.Variant.Price) * line.Quantity);
        var rows = lines.Select(line => $"""
            <li><img src="{StorefrontLinks.Path}/images/{Encode(line.Product.Handle)}.svg" width="64" height="64" alt="">
            <span><a href="{StorefrontLinks.Path}/products/{Encode(line.Product.Handle)}">{Encode(line.Product.Title)}</a><small>{Encode(VariantTitle(line.Variant))}</small></span>
            <b>{line.Quantity} × {Money(Amount(line.Variant.Price))}</b></li>
            """);
        return Page("Your cart", $"""
            <article class="policy"><h1>Your cart</h1><ul class="cart">{string.Concat(rows)}</ul>
            <p class="total">Together <b>{Money(total)}</b></p><p class="quiet">Nothing can be bought here: this shop exists in the simulator only.</p></article>
            """);
    }

    public static string NotFound() => Page("Not here", $"""
        <article class="policy"><h1>We do not have this</h1><p>There is no such page in the sample shop. <a href="{StorefrontLinks.Path}">See everything we sell</a></p></article>
        """);

    private static string Tile(SampleProduct product) => $"""
        <li><a href="{StorefrontLinks.Path}/products/{Encode(product.Handle)}"><img src="{StorefrontLinks.Path}/images/{Encode(product.Handle)}.svg" width="200" height="200" alt="" loading="lazy">
        <b>{Encode(product.Title)}</b><span>{Price(product)}</span></a></li>
        """;

    private static string Variant(SampleVariant variant) => $"""
        <li class="{(variant.IsAvailable ? "" : "gone")}"><span>{Encode(VariantTitle(variant))}</span><small>{(variant.IsAvailable ? "in stock" : "sold out")}</small><b>{Money(Amount(variant.Price))}</b></li>
        """;

    private static string VariantTitle(SampleVariant variant) => variant.Title == "Default Title" ? "One size" : variant.Title;

    private static string Price(SampleProduct product)
    {
        var prices = product.Variants.Select(variant => Amount(variant.Price)).Distinct().Order().ToList();
        string price = prices is [var only] ? Money(only) : $"from {Money(prices[0])}";
        decimal before = product.Variants.Max(variant => variant.CompareAtPrice is { } was ? Amount(was) : 0);
        return before > prices[0] ? $"{price} <s>{Money(before)}</s>" : price;
    }

    private static decimal Amount(string price) => decimal.Parse(price, CultureInfo.InvariantCulture);

    private static string Money(decimal amount) => string.Create(CultureInfo.InvariantCulture, $"{amount:0.00} {SampleShop.Currency}");

    private static string Encode(string? text) => WebUtility.HtmlEncode(text) ?? "";

    private static string Page(string title, string body) => new StringBuilder().Append(CultureInfo.InvariantCulture, $"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
          <title>{Encode(title)} · {Encode(SampleShop.Name)}</title>
          <link rel="icon" href="{StorefrontLinks.Path}/logo.svg" type="image/svg+xml"><link rel="stylesheet" href="{StorefrontLinks.Path}/shop.css">
        </head>
        <body>
          <nav><a href="{StorefrontLinks.Path}"><img src="{StorefrontLinks.Path}/logo.svg" width="32" height="32" alt="">{Encode(SampleShop.Name)}</a></nav>
          <main>{body}</main>
          <footer>A sample shop. It comes with the simulator and sells nothing.</footer>
        </body>
        </html>
        """).ToString();
}
