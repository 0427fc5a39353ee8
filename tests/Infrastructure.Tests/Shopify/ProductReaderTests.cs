using System.Text;
using System.Text.Json;
using GptMessenger.Domain.Shops;
using GptMessenger.Infrastructure.Shopify;

namespace GptMessenger.Infrastructure.Tests.Shopify;

public sealed class ProductReaderTests
{
    private const string GraphQlNode = """
        {
          "id": "gid://shopify/Product/11", "legacyResourceId": "11", "title": "Reading Lamp", "handle": "reading-lamp",
          "description": "A warm lamp.", "descriptionHtml": "<p>A <b>warm</b> lamp.</p>", "vendor": "Lumen", "productType": "Lamps",
          "tags": ["light", "desk"], "status": "ACTIVE", "onlineStoreUrl": "https://lamps.example/products/reading-lamp",
          "priceRangeV2": {"minVariantPrice": {"amount": "49.90", "currencyCode": "EUR"}},
          "featuredMedia": {"preview": {"image": {"url": "https://cdn.example/lamp.png"}}},
          "variants": {"nodes": [{"id": "gid://shopify/ProductVariant/21", "title": "Default Title", "price": "49.90", "availableForSale": true, "sku": "L-1"}]}
        }
        """;

    private const string RestProduct = """
        {
          "id": 11, "title": "Reading Lamp", "handle": "reading-lamp", "body_html": "<p>A <b>warm</b> lamp.</p>", "vendor": "Lumen",
          "product_type": "Lamps", "tags": "light, desk", "status": "active", "published_at": "2025-01-01T00:00:00Z",
          "image": {"src": "https://cdn.example/lamp.png"},
          "variants": [{"id": 21, "title": "Default Title", "price": "49.90", "inventory_management": "shopify", "inventory_policy": "deny", "inventory_quantity": 3, "sku": "L-1"}]
        }
        """;

    private static readonly Shop Shop = new() { Currency = "EUR", Storefront = new Uri("https://lamps.example") };

    public static TheoryData<string> Shapes => new(
        $"[{RestProduct}]",
        $$$$$"""{"products":[{{{{{RestProduct}}}}}]}""",
        $$$$$"""{"data":{"products":[{{{{{RestProduct}}}}}]}}""",
        $"[{GraphQlNode}]",
        $$$$$"""{"nodes":[{{{{{GraphQlNode}}}}}]}""",
        $$$$$"""{"products":{"nodes":[{{{{{GraphQlNode}}}}}],"pageInfo":{"hasNextPage":true}}}""",
        $$$$$"""{"products":{"edges":[{"node":{{{{{GraphQlNode}}}}}}]}}""",
        $$$$$"""{"data":{"products":{"edges":[{"node":{{{{{GraphQlNode}}}}}}]}},"extensions":{"cost":{}}}""");

    [Theory]
    [MemberData(nameof(Shapes))]
    public void EveryShape_IsTheSameProduct(string file)
    {
        var product = StoreCatalog.Completed(Read(file).Products.Should().ContainSingle().Subject, Shop);

        product.Should().BeEquivalentTo(new Product
        {
            Id = "11",
            Title = "Reading Lamp",
            Handle = "reading-lamp",
            Description = "A warm lamp.",
            Type = "Lamps",
            Vendor = "Lumen",
            Tags = ["light", "desk"],
            Variants = [new Variant("21", "", new Money(49.90m, "EUR"), true, "L-1")],
            Link = new Uri("https://lamps.example/products/reading-lamp"),
            Images = [new Uri("https://cdn.example/lamp.png")],
        });
        product.Variants[0].Price.ToString().Should().Be("49.90 EUR");
    }

    [Theory]
    [InlineData("""
        {"id":1,"title":"Boot","options":[{"name":"Size","values":["38","39"]},{"name":"Colour","position":2,"values":["Red",""]}],"images":[{"src":"https://cdn.example/1.png"},{"src":"https://cdn.example/2.png"}],"image":{"src":"https://cdn.example/1.png"}}
        """)]
    [InlineData("""
        {"id":"gid://shopify/Product/1","title":"Boot","options":[{"name":"Size","optionValues":[{"name":"38"},{"name":"39"}]},{"name":"Colour","optionValues":[{"name":"Red"}]}],
         "featuredImage":{"url":"https://cdn.example/1.png"},"media":{"nodes":[{"image":{"url":"https://cdn.example/2.png"}},{"sources":[{"url":"https://cdn.example/film.mp4"}]}]},
         "collections":{"edges":[{"node":{"title":"Winter"}},{"node":{"title":"New"}},{"node":{}}]}}
        """)]
    public void OptionsPicturesAndCollections_AreRead(string json)
    {
        var product = Read($"[{json}]").Products[0];

        product.Options.Select(option => $"{option.Name}: {string.Join('/', option.Values)}").Should().Equal("Size: 38/39", "Colour: Red");
        product.Images.Select(image => image.OriginalString).Should().Equal("https://cdn.example/1.png", "https://cdn.example/2.png");
        product.Collections.Should().Equal(json.Contains("collections", StringComparison.Ordinal) ? ["Winter", "New"] : []);
    }

    [Theory]
    [InlineData("""[{"name":"Title","values":["Default Title"]}]""")]
    [InlineData("""[{"name":"Size"},{"name":"Colour","values":[]},{"values":["Red"]},7,null]""")]
    [InlineData("""{"name":"Size"}""")]
    [InlineData("7")]
    public void OptionsThatLeaveNoChoice_AreNone(string options) =>
        Read($$"""[{"id":1,"title":"Boot","options":{{options}},"images":7,"collections":"x"}]""").Products[0].Options.Should().BeEmpty();

    [Theory]
    [InlineData("\"price\":\"10.00\",\"compare_at_price\":\"12.50\"", "12.50")]
    [InlineData("\"price\":\"10.00\",\"compareAtPrice\":\"12.50\"", "12.50")]
    [InlineData("\"price\":{\"amount\":\"10.00\",\"currencyCode\":\"EUR\"},\"compareAtPrice\":{\"amount\":\"12.50\",\"currencyCode\":\"EUR\"}", "12.50 EUR")]
    [InlineData("\"price\":\"10.00\",\"compare_at_price\":\"10.00\"", null)]
    [InlineData("\"price\":\"10.00\",\"compare_at_price\":\"8.00\"", null)]
    [InlineData("\"price\":\"10.00\",\"compare_at_price\":null", null)]
    [InlineData("\"compare_at_price\":\"8.00\"", null)]
    [InlineData("\"price\":{\"amount\":\"10.00\",\"currencyCode\":\"EUR\"},\"compareAtPrice\":{\"amount\":\"12.50\",\"currencyCode\":\"USD\"}", null)]
    public void PriceBefore_IsAboveThePriceOfNow_OrNone(string prices, string? before) =>
        Read($$"""[{"id":1,"title":"Boot","variants":[{ {{prices}} }]}]""").Products[0].Variants[0].Before?.ToString().Should().Be(before);

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"products":[]}""")]
    [InlineData("""{"products":null}""")]
    [InlineData("""{"data":{"products":{"edges":[]}}}""")]
    [InlineData("""{"data":null,"errors":[{"message":"Throttled"}]}""")]
    public void FileWithoutProducts_OffersNothing(string file) =>
        Read(file).Should().BeEquivalentTo((Array.Empty<Product>(), 0, 0));

    [Theory]
    [InlineData("""{"id":1,"title":"A","status":"draft"}""", false)]
    [InlineData("""{"id":1,"title":"A","status":"ARCHIVED"}""", false)]
    [InlineData("""{"id":1,"title":"A","status":"UNLISTED"}""", false)]
    [InlineData("""{"id":1,"title":"A","status":"active","published_at":null}""", false)]
    [InlineData("""{"id":1,"title":"A","status":"ACTIVE","onlineStoreUrl":null}""", false)]
    [InlineData("""{"id":1,"title":"A","status":"ACTIVE"}""", true)]
    [InlineData("""{"id":1,"title":"A","status":null}""", true)]
    [InlineData("""{"id":1,"title":"A"}""", true)]
    public void OnlyWhatIsForSale_IsOffered(string product, bool isOffered)
    {
        var file = Read($"[{product}]");

        (file.Products.Count, file.Hidden).Should().Be(isOffered ? (1, 0) : (0, 1));
    }

    [Fact]
    public void MalformedProducts_AreCounted_AndCostNoOther()
    {
        var file = Read("""[null, 5, "x", [], {"title":"No id"}, {"id":1}, {"id":2,"title":""}, {"id":3,"title":"Good","tags":5,"variants":"x","images":{},"image":[]}]""");

        file.Products.Should().ContainSingle().Which.Title.Should().Be("Good");
        file.Malformed.Should().Be(7);
    }

    [Fact]
    public void FileOfThePythonSystem_HasNoIdsAndNoCurrency_ButIsSold()
    {
        var product = StoreCatalog.Completed(Read("""
            {"data":{"products":{"edges":[{"node":{"title":"Pen","handle":"pen red","description":"x","status":"ACTIVE","variants":{"edges":[
              {"node":{"title":"Red","price":"2.00","inventoryItem":{"inventoryLevels":{"edges":[
                {"node":{"quantities":[{"name":"available","quantity":0}]}}, {"node":{"quantities":[{"name":"available","quantity":2}]}}]}}}},
              {"node":{"title":"Blue","price":"2.00","availableForSale":false}}]}}}]}}}
            """).Products.Should().ContainSingle().Subject, new Shop { Storefront = new Uri("https://pens.example") });

        product.Id.Should().Be("pen red");
        product.Link.Should().Be("https://pens.example/products/pen%20red");
        product.Variants.Should().Equal(new Variant(null, "Red", new Money(2.00m, null), true, null), new Variant(null, "Blue", new Money(2.00m, null), false, null));
    }

    [Fact]
    public void WithoutAStorefront_NoLinkIsInvented() => StoreCatalog.Completed(Read($"[{RestProduct}]").Products[0], Shop.Unknown).Link.Should().BeNull();

    [Theory]
    [InlineData("""{"available":false,"inventory_quantity":5}""", false)]
    [InlineData("""{"inventory_management":"shopify","inventory_policy":"deny","inventory_quantity":0}""", false)]
    [InlineData("""{"inventory_management":"shopify","inventory_policy":"deny","inventory_quantity":-2}""", false)]
    [InlineData("""{"inventory_management":"shopify","inventory_policy":"continue","inventory_quantity":0}""", true)]
    [InlineData("""{"inventory_management":null,"inventory_policy":"deny","inventory_quantity":0}""", true)]
    [InlineData("""{"inventoryQuantity":0,"inventoryPolicy":"DENY","inventoryItem":{"tracked":true}}""", false)]
    [InlineData("""{"inventoryQuantity":0,"inventoryPolicy":"DENY","inventoryItem":{"tracked":false}}""", true)]
    [InlineData("{}", true)]
    public void Availability_IsShopifysWordOrTheStock(string variant, bool isAvailable) =>
        VariantReader.Read(Json(variant), null).IsAvailable.Should().Be(isAvailable);

    [Theory]
    [InlineData("\"199.00\"", "199.00")]
    [InlineData("9.9", "9.9")]
    [InlineData("""{"amount":"5.00","currencyCode":"USD"}""", "5.00 USD")]
    [InlineData("\"9,90\"", null)]
    [InlineData("\"-1\"", null)]
    [InlineData("true", null)]
    public void Price_IsReadAsListed_OrNotAtAll(string price, string? expected) =>
        VariantReader.Read(Json($$"""{"price":{{price}}}"""), null).Price?.ToString().Should().Be(expected);

    private static (IReadOnlyList<Product> Products, int Hidden, int Malformed) Read(string json)
    {
        var read = new ProductFile(new MemoryStream(Encoding.UTF8.GetBytes(json))).ReadAsync(CancellationToken.None).ToBlockingEnumerable().Select(ProductReader.Read).ToList();
        return ([.. read.Select(each => each.Product).OfType<Product>()], read.Count(each => each.IsHidden), read.Count(each => each.Product is null && !each.IsHidden));
    }

    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;
}
