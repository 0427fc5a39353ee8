using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
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
    private readonly RecordedLog<Catalogues> _log = new();
    private readonly Catalogues _catalogues;
    private readonly RevalidatedObjects _cache;
    private readonly LongWork _work = new();
    private readonly StoreCatalog _catalog;

    public StoreCatalogTests()
    {
        _cache = new RevalidatedObjects(_store, _clock, new RecordedLog<RevalidatedObjects>());
        _catalogues = new Catalogues(_store, _clock, _log);
        _catalog = new StoreCatalog(_cache, _catalogues, _work);
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
    public async Task WhatIsNotOffered_IsToldWithItsReason_WithoutReadingTheFileAgain()
    {
        _store[ProductsKey] = $$"""
            [{"id":1,"title":"Lamp"},{"id":2},{"title":"No\tid"},5,{"id":3,"title":"{{new string('x', ProductFile.MaxProduct)}}"},
             {"id":4,"title":"Draft","status":"draft"},{"handle":"quiet","title":"Quiet","published_at":null}]
            """;
        await SearchAsync("lamp");

        var skipped = await _catalog.ReadSkippedAsync(Tenant(), default);

        skipped.First.Should().Equal(
            new SkippedProduct(SkipReason.NoTitle, "2", null), new SkippedProduct(SkipReason.NoId, null, "No id"), new SkippedProduct(SkipReason.NoProduct, null, null),
            new SkippedProduct(SkipReason.TooLarge, null, null), new SkippedProduct(SkipReason.NotActive, "4", "Draft"), new SkippedProduct(SkipReason.Unpublished, "quiet", "Quiet"));
        skipped.Total.Should().Be(6);
        _store.Sent.Should().Be(1);
    }

    [Fact]
    public async Task ThousandsThatAreNotOffered_AreCounted_AndTheFirstAreNamed()
    {
        _store[ProductsKey] = $"[{string.Join(',', Enumerable.Range(1, 3000).Select(i => i % 3 == 0 ? $$"""{"id":{{i}}}""" : $$"""{"id":{{i}},"title":"T","status":"draft"}"""))}]";

        var skipped = await _catalog.ReadSkippedAsync(Tenant(), default);

        (skipped.Total, skipped.Counts[SkipReason.NoTitle], skipped.Counts[SkipReason.NotActive]).Should().Be((3000, 1000, 2000));
        skipped.First.Select(product => product.Reason).Should().Equal([.. Enumerable.Repeat(SkipReason.NoTitle, 100), .. Enumerable.Repeat(SkipReason.NotActive, 100)]);
    }

    [Fact]
    public async Task Products_AreFoundByTheirIds_AsTheShopHasThemNow()
    {
        _store[ShopKey] = """{"shop":{"name":"A","currency":"EUR","domain":"a.example"}}""";
        _store[ProductsKey] = """[{"id":1,"title":"Lamp","handle":"lamp","variants":[{"price":"5.00"}]},{"title":"Chair","handle":"chair"}]""";

        var found = await _catalog.FindAsync(Tenant(), ["chair", "gone", "1", "1"], default);

        found.Select(product => product.Title).Should().Equal("Chair", "Lamp");
        found[1].Variants[0].Price.Should().Be(new Money(5.00m, "EUR"));
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

    [Fact]
    public async Task ChangedCatalogue_IsAnsweredFromAfterTenSeconds()
    {
        _store[ProductsKey] = """[{"id":1,"title":"Lamp"}]""";
        string? first = (await SearchAsync("lamp")).Version;
        _store[ProductsKey] = """[{"id":1,"title":"Lamp"},{"id":2,"title":"Lamp Shade"}]""";

        (await SearchAsync("lamp")).Total.Should().Be(1);
        _clock.Advance(TimeSpan.FromSeconds(10));
        var after = await SearchAsync("lamp");

        after.Total.Should().Be(2);
        after.Version.Should().NotBeNull().And.NotBe(first);
    }

    [Theory]
    [InlineData("""[{"id":1,"title":"Lamp"},""")]
    [InlineData("<html>503</html>")]
    [InlineData("")]
    public async Task BrokenCatalogue_LeavesTheLastOneInUse_AndIsNamed(string broken)
    {
        _store[ProductsKey] = """[{"id":1,"title":"Lamp"}]""";
        await SearchAsync("lamp");
        _store[ProductsKey] = broken;
        _clock.Advance(TimeSpan.FromSeconds(10));

        (await SearchAsync("lamp")).Matched.Should().Be(1);
        _log.Entries.Should().ContainSingle(entry => entry.Level == Microsoft.Extensions.Logging.LogLevel.Error && entry.Text.Contains(ProductsKey, StringComparison.Ordinal));
    }

    [Fact]
    public async Task StoreThatIsDown_LeavesTheLastCatalogueInUse_AndIsAnErrorWithoutOne()
    {
        _store[ProductsKey] = """[{"id":1,"title":"Lamp"}]""";
        await SearchAsync("lamp");
        _store.IsDown = true;
        _clock.Advance(TimeSpan.FromSeconds(10));

        (await SearchAsync("lamp")).Matched.Should().Be(1);
        var other = async () => await _catalogues.GetAsync(TenantId.TryParse("u2", out var tenant) ? tenant : throw new InvalidOperationException(), default);
        await other.Should().ThrowAsync<StoreUnavailableException>();
    }

    [Fact]
    public async Task ManyFirstSearches_ReadTheCatalogueOnce()
    {
        _store[ProductsKey] = """[{"id":1,"title":"Lamp"}]""";
        var gate = new TaskCompletionSource();
        _store.Answer = gate.Task;
        var searches = Enumerable.Range(0, 20).Select(_ => _catalogues.GetAsync(Tenant(), default)).ToList();
        gate.SetResult();

        (await Task.WhenAll(searches)).Should().OnlyContain(catalogue => catalogue.Index.Count == 1);
        _store.Sent.Should().Be(1);
    }

    [Fact]
    public async Task SmallCatalogue_ComesWhole_AndALargeOneShowsAFewMore()
    {
        _store[ProductsKey] = $"[{string.Join(',', Enumerable.Range(1, 50).Select(i => $$"""{"id":{{i}},"title":"Thing {{i}}"}"""))}]";

        var whole = await _catalog.SearchAsync(Tenant(), new ProductQuery("zebra", 100), default);
        var few = await _catalog.SearchAsync(Tenant(), new ProductQuery("zebra", 40), default);

        (whole.Matched, whole.Products.Count, whole.Total).Should().Be((0, 50, 50));
        (few.Matched, few.Products.Count, few.Total).Should().Be((0, 20, 50));
    }

    public void Dispose()
    {
        _cache.Dispose();
        _catalogues.Dispose();
        _work.Dispose();
    }

    private Task<ProductMatches> SearchAsync(string words) => _catalog.SearchAsync(Tenant(), new ProductQuery(words, 5), default);

    private static TenantId Tenant() => TenantId.TryParse("u1", out var tenant) ? tenant : throw new InvalidOperationException();
}
