using GptMessenger.Application.Shops;
using GptMessenger.Testing;

namespace GptMessenger.Infrastructure.Tests.Shopify;

public sealed class BulkSyncTests : IAsyncLifetime
{
    private EmulatedShopify _shopify = null!;
    private ShopHost _host = null!;

    [Fact]
    public async Task ShuffledFile_IsTheSameCatalogueAsThePages()
    {
        _shopify.With(300).Products[1009] = ShopifyProduct.Numbered(1009) with { Variants = 0 };
        await using var paged = await ShopHost.StartAsync(_shopify);
        (await paged.SyncAsync()).Way.Should().Be(SyncWay.Paged);
        _shopify.BulkLines = lines => Shuffled(lines);

        var sync = await _host.SyncAsync();

        sync.Should().BeEquivalentTo(new { Way = SyncWay.Bulk, Products = new ReplacedProducts(300, 0, 0, IsChanged: true), Error = (string?)null });
        _host.Store[ShopHost.ProductsKey].Should().Be(paged.Store[ShopHost.ProductsKey]);
        _shopify.Downloads.Should().ContainSingle().Which.Keys.Should().NotContain("X-Shopify-Access-Token");
        (await _host.SyncAsync()).Products!.IsChanged.Should().BeFalse();
    }

    [Theory]
    [InlineData("cut in half")]
    [InlineData("cut within a line")]
    [InlineData("an orphan")]
    [InlineData("a foreign line")]
    [InlineData("breaks off")]
    [InlineData("FAILED")]
    [InlineData("CANCELED")]
    [InlineData("EXPIRED")]
    public async Task FileThatIsNotWhole_LeavesTheLastOne(string fault)
    {
        _shopify.With(60);
        (await _host.SyncAsync()).Products!.Offered.Should().Be(60);
        string last = _host.Store[ShopHost.ProductsKey];
        _shopify.With(80);
        _shopify.BulkLines = lines => fault switch
        {
            "cut in half" => lines.Take(200),
            "cut within a line" => lines.SkipLast(1).Append("""{"id":"gid://shopify/Coll"""),
            "an orphan" => lines.SkipLast(1).Append("""{"id":"gid://shopify/ProductVariant/7","position":1,"__parentId":"gid://shopify/Product/7"}"""),
            "a foreign line" => lines.SkipLast(1).Append("""{"id":"gid://shopify/Order/7","__parentId":"gid://shopify/Product/1001"}"""),
            _ => lines,
        };
        _shopify.BulkBreaksAfter = fault == "breaks off" ? 5000 : null;
        _shopify.BulkStatus = fault is "FAILED" or "CANCELED" or "EXPIRED" ? fault : "COMPLETED";

        var sync = await _host.SyncAsync();

        sync.Error.Should().Contain("Sync the shop again").And.Contain(fault is "FAILED" ? "FAILED TIMEOUT" : "cannot be used");
        _host.Store[ShopHost.ProductsKey].Should().Be(last);
        _shopify.Downloads.Count.Should().Be(fault switch { "breaks off" => 4, "FAILED" or "CANCELED" or "EXPIRED" => 1, _ => 2 });
    }

    [Fact]
    public async Task TextsThatNoTextCanBe_AreMendedOnTheWay()
    {
        _shopify.With(60);
        _shopify.BulkLines = lines => lines.Select((line, number) => number == 0 ? line.Replace("Trail", "Tr\\ud83dail \\ud83d\\ude00 \\u00e4", StringComparison.Ordinal) : line);

        (await _host.SyncAsync()).Error.Should().BeNull();

        _host.Store[ShopHost.ProductsKey].Should().Contain("Tr\uFFFDail").And.Contain("ä");
    }

    public async Task InitializeAsync()
    {
        _shopify = await EmulatedShopify.StartAsync();
        _host = await ShopHost.StartAsync(_shopify, change: options => options with { PagedUpTo = 50 });
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _shopify.DisposeAsync();
    }

    private static string[] Shuffled(IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        new Random(7).Shuffle(all);
        return all;
    }
}
