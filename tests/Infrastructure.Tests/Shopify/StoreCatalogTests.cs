using GptMessenger.Application.Shops;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Shops;
using GptMessenger.Infrastructure.Shopify;
using GptMessenger.Infrastructure.Storage;
using GptMessenger.Infrastructure.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace GptMessenger.Infrastructure.Tests.Shopify;

public sealed class StoreCatalogTests : IDisposable
{
    private const string ShopKey = "users/u1/shopify/shop_metadata.json", ProductsKey = "users/u1/shopify/shop_products.json";

    private readonly MemoryObjectStore _store = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly RecordedLog<StoreCatalog> _log = new();
    private readonly RevalidatedObjects _cache;
    private readonly StoreCatalog _catalog;

    public StoreCatalogTests()
    {
        _cache = new RevalidatedObjects(_store, _clock, new RecordedLog<RevalidatedObjects>());
        _catalog = new StoreCatalog(_cache, _log);
    }

    [Fact]
    public async Task NothingStored_IsAnUnknownShopThatSellsNothing()
    {
        (await _catalog.ReadShopAsync(Tenant(), default)).Should().BeSameAs(Shop.Unknown);
        (await _catalog.SearchAsync(Tenant(), new ProductQuery("lamp", 5), default)).Total.Should().Be(0);
    }

    [Fact]
    public async Task Products_TakeCurrencyAndLinkFromTheShop_AlsoWhenTheShopChangesLater()
    {
        _store[ProductsKey] = """[{"title":"Lamp","handle":"lamp","variants":[{"price":"5.00"}]},{"title":"Chair","handle":"chair"},{"title":"Old","handle":"old","status":"draft"}]""";

        var before = await _catalog.SearchAsync(Tenant(), new ProductQuery("lamp", 5), default);
        _store[ShopKey] = """{"shop":{"name":"A","currency":"EUR","domain":"a.example"}}""";
        _clock.Advance(TimeSpan.FromSeconds(10));
        var after = await _catalog.SearchAsync(Tenant(), new ProductQuery("lamp", 5), default);

        (before.Matched, before.Total, before.Products[0].Link).Should().Be((1, 2, null));
        after.Products[0].Link.Should().Be("https://a.example/products/lamp");
        after.Products[0].Variants[0].Price.Should().Be(new Money(5.00m, "EUR"));
    }

    [Fact]
    public async Task CatalogueThatDoesNotChange_IsIndexedOnce()
    {
        _store[ProductsKey] = """[{"id":1,"title":"Lamp"},{"id":2}]""";
        for (int i = 0; i < 3; i++)
        {
            await _catalog.SearchAsync(Tenant(), new ProductQuery("lamp", 5), default);
            _clock.Advance(TimeSpan.FromSeconds(10));
        }

        _log.Entries.Should().HaveCount(2, "it was read once, and one product makes no sense");
        _store.Sent.Should().Be(1);
    }

    public void Dispose() => _cache.Dispose();

    private static TenantId Tenant() => TenantId.TryParse("u1", out var tenant) ? tenant : throw new InvalidOperationException();
}
