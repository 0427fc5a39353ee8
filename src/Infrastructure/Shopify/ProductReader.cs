using System.Text.Json;
using GptMessenger.Application.Messenger;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Infrastructure.Shopify;

/// <summary>Understands a product in all its shapes.</summary>
internal static class ProductReader
{
    private const int MaxDescription = 4000;

    // Shopify's own bounds are 3 options; nobody looks at more pictures in a chat.
    private const int MaxOptions = 3, MaxImages = 6, MaxCollections = 20;

    // What Shopify calls the only option of a product that has none.
    private const string NoOption = "Title";

    /// <returns>The product; or why it is not offered: a draft, archived or unpublished one, or one that makes no sense.</returns>
    public static (Product? Product, bool IsHidden) Read(JsonElement product) =>
        product.ValueKind == JsonValueKind.Object && IsHidden(product) ? (null, true) : (Understood(product), false);

    /// <summary>Of a product that is hidden.</summary>
    public static SkipReason WhyHidden(JsonElement product) => HasOtherStatus(product) ? SkipReason.NotActive : SkipReason.Unpublished;

    /// <summary>Of something that is not understood.</summary>
    public static SkipReason WhyNone(JsonElement product) => product.ValueKind switch
    {
        JsonValueKind.Undefined => SkipReason.TooLarge,
        JsonValueKind.Object => product.Words("title") is null ? SkipReason.NoTitle : SkipReason.NoId,
        _ => SkipReason.NoProduct,
    };

    // A member that is there and null says "not published"; one that is not there says nothing, and the file's writer asked for what is sold.
    private static bool IsHidden(JsonElement product) =>
        HasOtherStatus(product)
        || product.Member("onlineStoreUrl").IsNull()
        || product.Member("published_at").IsNull()
        || product.Member("publishedAt").IsNull();

    private static bool HasOtherStatus(JsonElement product) => product.Words("status") is { } status && !status.Equals("active", StringComparison.OrdinalIgnoreCase);

    private static Product? Understood(JsonElement product)
    {
        string? handle = product.Words("handle");
        if (product.Words("title") is not { } title || (product.NumericId() ?? product.Words("id") ?? handle) is not { } id)
        {
            return null;
        }

        string? currency = product.Member("priceRangeV2").Member("minVariantPrice").Words("currencyCode")
            ?? product.Member("priceRange").Member("minVariantPrice").Words("currencyCode");
        return new Product
        {
            Id = id,
            Title = title,
            Handle = handle,
            Description = Cut(HtmlText.Plain(product.Words("description", "descriptionHtml", "body_html") ?? "")),
            Type = product.Words("productType", "product_type") ?? "",
            Vendor = product.Words("vendor") ?? "",
            Tags = Tags(product.Member("tags")),
            Variants = [.. product.Member("variants").Listed().Where(variant => variant.ValueKind == JsonValueKind.Object)
                .Select(variant => VariantReader.Read(variant, currency))],
            Link = product.Words("onlineStoreUrl") is { } link ? ShopifyJson.Address(link) : null,
            Images = [.. Images(product).OfType<Uri>().Distinct().Take(MaxImages)],
            Options = [.. product.Member("options").Listed().Select(Option).OfType<ProductOption>().Take(MaxOptions)],
            Collections = [.. product.Member("collections").Listed().Select(collection => collection.Words("title")).OfType<string>().Distinct(StringComparer.Ordinal).Take(MaxCollections)],
        };
    }

    private static string Cut(string text) =>
        text.Length <= MaxDescription ? text : text[..(char.IsHighSurrogate(text[MaxDescription - 1]) ? MaxDescription - 1 : MaxDescription)];

    private static string[] Tags(JsonElement tags)
    {
        var listed = tags.ValueKind == JsonValueKind.Array ? tags.EnumerateArray().Select(tag => tag.Text()) : tags.Text()?.Split(',') ?? [];
        return [.. listed.Select(tag => tag?.Trim() ?? "").Where(tag => tag.Length > 0)];
    }

    private static IEnumerable<Uri?> Images(JsonElement product)
    {
        var first = product.Member("featuredMedia").Member("preview").Member("image").Words("url")
            ?? product.Member("featuredImage").Words("url", "originalSrc", "src")
            ?? product.Member("image").Words("src", "url");
        var others = product.Member("images").Listed().Select(image => image.Words("src", "url", "originalSrc"))
            .Concat(product.Member("media").Listed().Select(medium => medium.Member("image").Words("url") ?? medium.Member("preview").Member("image").Words("url")));
        return others.Prepend(first).Select(ShopifyJson.Address);
    }

    private static ProductOption? Option(JsonElement option)
    {
        var values = option.Member("values").Items().Select(value => value.Id()).Concat(option.Member("optionValues").Listed().Select(value => value.Words("name")))
            .Select(value => value?.Trim()).Where(value => !string.IsNullOrEmpty(value)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return option.Words("name") is { } name and not NoOption && values.Count > 0 ? new ProductOption(name, values) : null;
    }
}
