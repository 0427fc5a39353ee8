using System.Text.Json;
using GptMessenger.Application.Messenger;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Infrastructure.Shopify;

/// <summary>Understands <c>shop_metadata.json</c>: REST or GraphQL, bare or in its envelope. What is missing is left out.</summary>
internal static class ShopReader
{
    private static readonly (string Name, string[] Fields)[] TextFacts =
    [
        ("Description", ["description"]), ("Phone", ["phone"]), ("Time zone", ["ianaTimezone", "iana_timezone"]),
        ("Ships to", ["shipsToCountries"]), ("Other currencies", ["enabledPresentmentCurrencies", "enabled_presentment_currencies"]),
    ];

    public static Shop Read(JsonElement root)
    {
        var answer = root.Unwrapped();
        var shop = answer.Member("shop") is { ValueKind: JsonValueKind.Object } inner ? inner : answer;
        if (shop.ValueKind != JsonValueKind.Object || !shop.EnumerateObject().Any())
        {
            return Shop.Unknown;
        }

        return new Shop
        {
            Name = shop.Words("name"),
            Currency = shop.Words("currencyCode", "currency"),
            Storefront = Storefront(shop),

            // The other address is the owner's own, which customers need not know; some files have only that.
            Email = shop.Words("contactEmail", "customer_email", "email"),
            Locale = Locale(shop, answer),
            TimeZone = shop.Words("ianaTimezone", "iana_timezone"),
            Policies = [.. Policies(shop, answer)],
            Facts = [.. Facts(shop)],
        };
    }

    private static Uri? Storefront(JsonElement shop)
    {
        var primary = shop.Member("primaryDomain");
        var address = ShopifyJson.Address(primary.Words("url", "host") ?? shop.Words("url", "domain", "myshopifyDomain", "myshopify_domain"));
        return address is null ? null : new Uri(address.GetLeftPart(UriPartial.Authority));
    }

    private static string? Locale(JsonElement shop, JsonElement answer)
    {
        var listed = shop.Member("shopLocales").Listed().Concat(answer.Member("shopLocales").Listed());
        return shop.Words("primary_locale", "primaryLocale") ?? listed.FirstOrDefault(locale => locale.Member("primary").IsTrue()).Words("locale");
    }

    private static IEnumerable<ShopPolicy> Policies(JsonElement shop, JsonElement answer)
    {
        foreach (var policy in (JsonElement[])[.. shop.Member("shopPolicies").Listed(), .. shop.Member("policies").Listed(), .. answer.Member("policies").Listed()])
        {
            string body = HtmlText.Plain(policy.Member("body").Text() ?? "");
            if (body.Length > 0)
            {
                string title = policy.Words("title") ?? "Policy";
                yield return new ShopPolicy(Kind(policy.Words("type", "handle") ?? title), title, body);
            }
        }
    }

    private static PolicyKind Kind(string name) =>
        name.Contains("refund", StringComparison.OrdinalIgnoreCase) || name.Contains("return", StringComparison.OrdinalIgnoreCase) ? PolicyKind.Refund
        : name.Contains("shipping", StringComparison.OrdinalIgnoreCase) ? PolicyKind.Shipping
        : name.Contains("privacy", StringComparison.OrdinalIgnoreCase) ? PolicyKind.Privacy
        : name.Contains("contact", StringComparison.OrdinalIgnoreCase) ? PolicyKind.Contact
        : name.Contains("terms", StringComparison.OrdinalIgnoreCase) ? PolicyKind.Terms
        : PolicyKind.Other;

    private static IEnumerable<Fact> Facts(JsonElement shop)
    {
        foreach (var (name, fields) in TextFacts)
        {
            string? text = fields.Select(field => List(shop.Member(field)) ?? shop.Words(field)).FirstOrDefault(value => value is not null);
            if (text is not null)
            {
                yield return new Fact(name, text);
            }
        }

        if (Address(shop) is { Length: > 0 } address)
        {
            yield return new Fact("Address", address);
        }

        if ((shop.Member("taxesIncluded").Flag() ?? shop.Member("taxes_included").Flag()) is { } included)
        {
            yield return new Fact("Taxes", included ? "Prices include taxes" : "Taxes are added to the prices");
        }
    }

    private static string? List(JsonElement list) =>
        string.Join(", ", list.Items().Select(item => item.Text()).Where(item => !string.IsNullOrEmpty(item))) is { Length: > 0 } text ? text : null;

    private static string Address(JsonElement shop)
    {
        var place = shop.Member("shopAddress") is { ValueKind: JsonValueKind.Object } inner ? inner
            : shop.Member("billingAddress") is { ValueKind: JsonValueKind.Object } billing ? billing
            : shop;
        string town = $"{place.Words("zip")} {place.Words("city")}".Trim();
        string?[] parts = [place.Words("address1"), place.Words("address2"), town, place.Words("province"), place.Words("country_name", "country", "countryCodeV2")];
        return string.Join(", ", parts.Where(part => !string.IsNullOrEmpty(part)));
    }
}
