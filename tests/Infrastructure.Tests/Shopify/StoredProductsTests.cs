using System.Text;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Shops;
using GptMessenger.Infrastructure.Shopify;
using GptMessenger.Infrastructure.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace GptMessenger.Infrastructure.Tests.Shopify;

public sealed class StoredProductsTests : IDisposable
{
    private const string Key = "users/1/shopify/shop_products.json";

    private readonly MemoryObjectStore _store = new();
    private readonly Catalogues _catalogues;
    private readonly TenantId _tenant;

    public StoredProductsTests()
    {
        _catalogues = new Catalogues(_store, TimeProvider.System, NullLogger<Catalogues>.Instance);
        TenantId.TryParse("1", out _tenant).Should().BeTrue();
    }

    [Fact]
    public async Task Export_IsReadAsTheProductsThatItIsOf()
    {
        await ReplaceAsync(""""
            Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Variant Compare At Price,Image Src,Status
            trail-jacket,"Trail ""Jacket""","<p>Light,
            and windproof.</p>",Fjell,Jackets,"rain, summer",true,Size,M,Color,Blue,TJ-M-B,shopify,3,deny,119.00,159.00,https://cdn.example/1.jpg,active
            trail-jacket,,,,,,,,L,,Blue,TJ-L-B,shopify,0,deny,119.00,,https://cdn.example/2.jpg,
            trail-jacket,,,,,,,,,,,,,,,,,https://cdn.example/3.jpg,
            wax,Leather Wax,,,,,true,Title,Default Title,,,WAX,,0,deny,12.5,,,active
            secret,Not Yet,,,,,false,Title,Default Title,,,S,,,deny,1,,,active
            """");

        var products = await ProductsAsync();

        products.Select(product => product.Title).Should().Equal("Trail \"Jacket\"", "Leather Wax");
        var jacket = products[0];
        jacket.Should().BeEquivalentTo(
            new { Id = "trail-jacket", Handle = "trail-jacket", Type = "Jackets", Vendor = "Fjell", Tags = (string[])["rain", "summer"] });
        jacket.Description.Should().Be("Light,\nand windproof.".ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal));
        jacket.Variants.Select(form => (form.Title, form.Price!.Value.Amount, form.Before?.Amount, form.IsAvailable, form.Sku))
            .Should().Equal(("M / Blue", 119m, 159m, true, "TJ-M-B"), ("L / Blue", 119m, null, false, "TJ-L-B"));
        jacket.Options.Select(option => option.Name).Should().Equal("Size", "Color");
        jacket.Images.Select(image => image.OriginalString).Should().Equal("https://cdn.example/1.jpg", "https://cdn.example/2.jpg", "https://cdn.example/3.jpg");

        // Nobody counts it, so its stock of 0 says nothing.
        products[1].Variants.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Title = "", IsAvailable = true });
    }

    [Fact]
    public async Task ExportWithTheNewerNames_IsReadAlike()
    {
        await ReplaceAsync("""
            Title;URL handle;Description;Vendor;Type;Tags;Published on online store;Status;SKU;Option1 name;Option1 value;Price;Compare-at price;Inventory tracker;Inventory quantity;Continue selling when out of stock;Product image URL
            Mug;mug;Stoneware;Brew;Mugs;;TRUE;Active;M1;Color;Sand;9.00;12.00;shopify;0;TRUE;https://cdn.example/mug.jpg
            """);

        var mug = (await ProductsAsync()).Should().ContainSingle().Subject;
        mug.Should().BeEquivalentTo(new { Id = "mug", Title = "Mug", Description = "Stoneware" });
        mug.Variants.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Title = "Sand", IsAvailable = true, Sku = "M1" });
    }

    [Theory]
    [InlineData("Handle,Title\n", "no product")]
    [InlineData("Handle,Title\na,\n", "no product")]
    [InlineData("Name,Price\nMug,3\n", "'Handle'")]
    [InlineData("", "'Handle'")]
    public async Task FileWithoutProducts_IsRefusedAndTheLastStays(string csv, string why)
    {
        _store[Key] = "[]";

        var replacing = () => ReplaceAsync(csv);

        (await replacing.Should().ThrowAsync<UnusableProductsException>()).Which.Message.Should().Contain(why).And.Contain("Nothing was replaced.");
        _store[Key].Should().Be("[]");
    }

    [Fact]
    public async Task FileInAnotherEncoding_IsRefused()
    {
        var replacing = () => ReplaceAsync(Encoding.Latin1.GetBytes("Handle,Title\nmug,Becher für Tee\n"), ProductFormat.ShopifyCsv);

        (await replacing.Should().ThrowAsync<UnusableProductsException>()).Which.Message.Should().Contain("UTF-8");
    }

    [Theory]
    [InlineData("{\"products\":[{\"id\":1,\"title\":\"Mug\"},{\"id\":2,\"ti")]
    [InlineData("<html>")]
    public async Task JsonThatEndsInTheMiddle_IsRefusedAndTheLastStays(string json)
    {
        _store[Key] = "[]";

        var replacing = () => ReplaceAsync(Encoding.UTF8.GetBytes(json), ProductFormat.Json);

        await replacing.Should().ThrowAsync<UnusableProductsException>();
        _store[Key].Should().Be("[]");
    }

    [Fact]
    public async Task SameFile_IsNotWrittenAgain()
    {
        const string Csv = "Handle,Title,Variant Price\nmug,Mug,3\n,,\nbad,,3\n";

        (await ReplaceAsync(Csv)).Should().Be(new ReplacedProducts(1, 0, 1, IsChanged: true));
        (await ReplaceAsync(Csv)).Should().Be(new ReplacedProducts(1, 0, 1, IsChanged: false));

        _store.Writes.Should().Be(1);
    }

    [Fact]
    public async Task ChangeBetweenReadingAndWriting_IsNotLost()
    {
        _store[Key] = Products("Mug", "Bowl");
        _store.BeforeWrite = () => _store[Key] = Products("Mug", "Deep Bowl");

        (await PatchAsync("""[{"id":1,"title":"Large Mug"}]""")).Should().BeTrue();

        (await ProductsAsync()).Select(product => product.Title).Should().BeEquivalentTo("Large Mug", "Deep Bowl");

        static string Products(string first, string second) => $$"""[{"id":1,"title":"{{first}}"},{"id":2,"title":"{{second}}"}]""";
    }

    [Fact]
    public async Task ChangeOfAnotherWriter_ThatSaysTheSame_IsNotWrittenAgain()
    {
        const string Csv = "Handle,Title,Variant Price\nmug,Mug,3\n";
        await ReplaceAsync(Csv);
        string same = _store[Key];
        _store[Key] = "[]";
        _store.BeforeWrite = () => _store[Key] = same;

        (await ReplaceAsync(Csv)).IsChanged.Should().BeFalse();

        _store[Key].Should().Be(same);
    }

    [Fact]
    public async Task WriterWhoIsAlwaysTooLate_GivesUpAndSaysSo()
    {
        int others = 0;
        _store.BeforeWrite = BeTooLate;

        var replacing = () => ReplaceAsync("Handle,Title\nmug,Mug\n");

        await replacing.Should().ThrowAsync<StoreUnavailableException>().WithMessage("*written by others all the time*");

        void BeTooLate() => (_store[Key], _store.BeforeWrite) = ($$"""[{"id":{{++others}},"title":"Other"}]""", BeTooLate);
    }

    [Fact]
    public async Task StoreThatIsDown_SaysSo()
    {
        _store.IsDown = true;

        var replacing = () => ReplaceAsync("Handle,Title\nmug,Mug\n");

        await replacing.Should().ThrowAsync<StoreUnavailableException>();
    }

    public void Dispose() => _catalogues.Dispose();

    private async Task<bool> PatchAsync(string json)
    {
        await using var changes = new ProductChanges(["1"], new MemoryStream(Encoding.UTF8.GetBytes(json)));
        return await new StoredProducts(_store, _catalogues).PatchAsync(_tenant, changes, CancellationToken.None);
    }

    private Task<ReplacedProducts> ReplaceAsync(string csv) => ReplaceAsync(Encoding.UTF8.GetBytes(csv), ProductFormat.ShopifyCsv);

    private async Task<ReplacedProducts> ReplaceAsync(byte[] file, ProductFormat format)
    {
        using var stream = new MemoryStream(file);
        return await new StoredProducts(_store, _catalogues).ReplaceAsync(_tenant, stream, format, CancellationToken.None);
    }

    private async Task<IReadOnlyList<Product>> ProductsAsync()
    {
        var catalogue = await _catalogues.GetAsync(_tenant, CancellationToken.None);
        return catalogue.Index.Search(new ProductQuery("", 10)).Products is { Count: > 0 } found ? found : catalogue.Index.Others(10, new HashSet<string>());
    }
}
