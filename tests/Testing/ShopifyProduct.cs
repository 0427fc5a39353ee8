using System.Globalization;
using System.Text.Json.Nodes;

namespace GptMessenger.Testing;

/// <summary>A product as the emulated shop has it: with so many forms, of one price, in one collection.</summary>
public sealed record ShopifyProduct(long Id, string Title, decimal Price, int Variants = 3)
{
    /// <summary>What a page holds of the forms at first.</summary>
    private const int FirstVariants = 25;

    public string Status { get; init; } = "ACTIVE";

    public string Description { get; init; } = "Warm, light and windproof; made for long days in the mountains.";

    public static ShopifyProduct Numbered(long id) => new(id, string.Create(CultureInfo.InvariantCulture, $"Trail Jacket No. {id}"), 100 + (id % 900));

    /// <summary>As a page has it.</summary>
    public JsonObject Nested(int after)
    {
        var product = Own();
        product["variants"] = VariantPage(after, FirstVariants);
        product["collections"] = new JsonObject { ["nodes"] = new JsonArray(Collection()) };
        return product;
    }

    public JsonObject VariantPage(int after, int count) => EmulatedShopify.Listed(
        Enumerable.Range(after, Math.Min(count, Variants - after)).Select(Variant), Variants > after + count, (after + count).ToString(CultureInfo.InvariantCulture));

    /// <summary>As a bulk file has it: an object for each line.</summary>
    public IEnumerable<string> Lines()
    {
        yield return Own().ToJsonString();
        foreach (var child in Enumerable.Range(0, Variants).Select(Variant).Append(Collection()))
        {
            child["__parentId"] = $"gid://shopify/Product/{Id}";
            yield return child.ToJsonString();
        }
    }

    private JsonObject Own() => new()
    {
        ["id"] = $"gid://shopify/Product/{Id}", ["title"] = Title, ["handle"] = $"p-{Id}", ["description"] = Description, ["vendor"] = "Fjell", ["productType"] = "Jackets",
        ["tags"] = new JsonArray("rain", "summer"), ["status"] = Status, ["onlineStoreUrl"] = $"https://fjell.example/products/p-{Id}",
        ["options"] = new JsonArray(new JsonObject { ["name"] = "Size", ["optionValues"] = new JsonArray([.. Enumerable.Range(0, Variants).Select(i => new JsonObject { ["name"] = $"Size {i}" })]) }),
        ["priceRangeV2"] = new JsonObject { ["minVariantPrice"] = new JsonObject { ["amount"] = Amount, ["currencyCode"] = "NOK" } },
    };

    private JsonObject Variant(int i) => new()
    {
        ["id"] = $"gid://shopify/ProductVariant/{(Id * 1000) + i}", ["title"] = $"Size {i}", ["sku"] = $"S-{Id}-{i}", ["position"] = i + 1, ["price"] = Amount, ["compareAtPrice"] = null,
        ["availableForSale"] = true,
    };

    private static JsonObject Collection() => new() { ["id"] = "gid://shopify/Collection/5", ["title"] = "Størm & rain" };

    private string Amount => Price.ToString("0.00", CultureInfo.InvariantCulture);
}
