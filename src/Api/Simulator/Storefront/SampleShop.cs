using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GptMessenger.Api.Simulator.Storefront;

/// <summary>Fjordlight Outdoor, the shop that comes with the program.</summary>
internal static class SampleShop
{
    public const string MetadataFile = "shop_metadata.json";
    public const string ProductsFile = "shop_products.json";
    public const string PageFile = "page_metadata.json";

    private const string Root = "SampleShop/";

    private static readonly JsonSerializerOptions Shopify = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly FrozenSet<string> Names = Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(Root, StringComparison.Ordinal)).ToFrozenSet();

    private static readonly Lazy<JsonObject> PageJson = new(() => JsonNode.Parse(Read(PageFile).Span)!.AsObject());

    private static readonly Lazy<IReadOnlyList<SampleProduct>> ProductList = new(() =>
        JsonSerializer.Deserialize<SampleCatalogue>(Read(ProductsFile).Span, Shopify)!.Products);

    private static readonly Lazy<SampleMetadata> Metadata = new(() =>
        JsonSerializer.Deserialize<SampleMetadata>(Read(MetadataFile).Span, JsonSerializerOptions.Web)!);

    /// <summary>What the page says about itself, as Graph gives it.</summary>
    public static JsonObject Page => PageJson.Value;

    public static string Name => Page["name"]!.GetValue<string>();

    public static string Currency => Metadata.Value.CurrencyCode;

    public static IReadOnlyList<SamplePolicy> Policies => Metadata.Value.ShopPolicies;

    /// <summary>What a visitor of the storefront can see: drafts and archived products are not there.</summary>
    public static IEnumerable<SampleProduct> OnSale => ProductList.Value.Where(product => product.Status == "active");

    public static SampleProduct? Find(string handle) => OnSale.FirstOrDefault(product => product.Handle == handle);

    /// <summary>The picture of a product; null when there is none of that name.</summary>
    public static ReadOnlyMemory<byte>? Image(string handle) => Names.Contains($"{Root}images/{handle}.svg") ? Read($"images/{handle}.svg") : default(ReadOnlyMemory<byte>?);

    /// <exception cref="InvalidOperationException">There is no such file: the build left it out.</exception>
    public static ReadOnlyMemory<byte> Read(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Root + file)
            ?? throw new InvalidOperationException($"{Root}{file} is not embedded in the program.");
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

internal sealed record SampleCatalogue(IReadOnlyList<SampleProduct> Products);

internal sealed record SampleProduct(
    string Title, string Handle, string BodyHtml, string ProductType, string Status, IReadOnlyList<SampleVariant> Variants, IReadOnlyList<SampleImage> Images);

internal sealed record SampleVariant(long Id, string Title, string Price, string? CompareAtPrice, int InventoryQuantity, string InventoryPolicy, string? InventoryManagement)
{
    public bool IsAvailable => InventoryManagement is null || InventoryPolicy == "continue" || InventoryQuantity > 0;
}

internal sealed record SampleImage(string Alt);

internal sealed record SampleMetadata(string CurrencyCode, IReadOnlyList<SamplePolicy> ShopPolicies);

internal sealed record SamplePolicy(string Title, string Url, string Body);
