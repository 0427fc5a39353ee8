using System.Text.Json;
using GptMessenger.Application.Messenger;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Infrastructure.Shopify;

/// <summary>What a products file offers.</summary>
/// <param name="Listings">For sale, in the file's order.</param>
/// <param name="Hidden">Drafts, archived and unpublished ones.</param>
/// <param name="Malformed">Those that make no sense.</param>
internal sealed record ProductFile(IReadOnlyList<Listing> Listings, int Hidden, int Malformed);

/// <summary>A product as its file has it. Some files leave it to the shop to say the currency and where the product's page is.</summary>
internal sealed class Listing(Product product, string? handle)
{
    // A shop changes seldom, and whoever caches by product is to meet the same one again.
    private Tuple<Shop, Product>? _last;

    public Product Product { get; } = product;

    public string? Handle { get; } = handle;

    public Product In(Shop shop)
    {
        var last = _last;
        if (last is null || !ReferenceEquals(last.Item1, shop))
        {
            _last = last = Tuple.Create(shop, Completed(shop));
        }

        return last.Item2;
    }

    private Product Completed(Shop shop) => Product with
    {
        Link = Product.Link ?? (Handle is not null && shop.Storefront is { } storefront
            ? new Uri(storefront, $"/products/{Uri.EscapeDataString(Handle)}")
            : null),
        Variants = [.. Product.Variants.Select(variant => variant.Price is { Currency: null } price
            ? variant with { Price = price with { Currency = shop.Currency } }
            : variant)],
    };
}

/// <summary>Understands <c>shop_products.json</c> in all its shapes. One product that makes no sense never costs the others.</summary>
internal static class ProductReader
{
    public static ProductFile Read(JsonElement root)
    {
        var answer = root.Unwrapped();
        var products = answer.Member("products") is { ValueKind: JsonValueKind.Object or JsonValueKind.Array } inner ? inner : answer;
        var listings = new List<Listing>();
        var (hidden, malformed) = (0, 0);
        foreach (var product in products.Listed())
        {
            if (product.ValueKind == JsonValueKind.Object && IsHidden(product))
            {
                hidden++;
            }
            else if (Listing(product) is { } listing)
            {
                listings.Add(listing);
            }
            else
            {
                malformed++;
            }
        }

        return new ProductFile(listings, hidden, malformed);
    }

    // A member that is there and null says "not published"; one that is not there says nothing, and the file's writer asked for what is sold.
    private static bool IsHidden(JsonElement product) =>
        (product.Words("status") is { } status && !status.Equals("active", StringComparison.OrdinalIgnoreCase))
        || product.Member("onlineStoreUrl").IsNull()
        || product.Member("published_at").IsNull()
        || product.Member("publishedAt").IsNull();

    private static Listing? Listing(JsonElement product)
    {
        string? handle = product.Words("handle");
        if (product.Words("title") is not { } title || (product.NumericId() ?? product.Words("id") ?? handle) is not { } id)
        {
            return null;
        }

        string? currency = product.Member("priceRangeV2").Member("minVariantPrice").Words("currencyCode")
            ?? product.Member("priceRange").Member("minVariantPrice").Words("currencyCode");
        return new Listing(
            new Product
            {
                Id = id,
                Title = title,
                Description = product.Words("description") is { } plain ? HtmlText.Plain(plain) : HtmlText.Plain(product.Words("descriptionHtml", "body_html") ?? ""),
                Type = product.Words("productType", "product_type") ?? "",
                Vendor = product.Words("vendor") ?? "",
                Tags = Tags(product.Member("tags")),
                Variants = [.. product.Member("variants").Listed().Where(variant => variant.ValueKind == JsonValueKind.Object)
                    .Select(variant => VariantReader.Read(variant, currency))],
                Link = product.Words("onlineStoreUrl") is { } link ? ShopifyJson.Address(link) : null,
                Image = Image(product),
            },
            handle);
    }

    private static string[] Tags(JsonElement tags)
    {
        var listed = tags.ValueKind == JsonValueKind.Array ? tags.EnumerateArray().Select(tag => tag.Text()) : tags.Text()?.Split(',') ?? [];
        return [.. listed.Select(tag => tag?.Trim() ?? "").Where(tag => tag.Length > 0)];
    }

    private static Uri? Image(JsonElement product)
    {
        var first = product.Member("images").Listed().FirstOrDefault();
        string? address = product.Member("featuredMedia").Member("preview").Member("image").Words("url")
            ?? product.Member("featuredImage").Words("url", "originalSrc", "src")
            ?? product.Member("image").Words("src", "url")
            ?? first.Words("src", "url", "originalSrc");
        return ShopifyJson.Address(address);
    }
}
