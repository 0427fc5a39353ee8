using System.Text.Json;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Shops;
using GptMessenger.Infrastructure.Shopify;
using GptMessenger.Testing;
using Microsoft.AspNetCore.Http;

namespace GptMessenger.Infrastructure.Tests.Shopify;

public sealed class SyncTests : IAsyncLifetime
{
    private EmulatedShopify _shopify = null!;
    private ShopHost _host = null!;

    [Fact]
    public async Task SmallShop_IsReadPageByPageAndWrittenOnlyWhenChanged()
    {
        _shopify.With(80).Products[1007] = ShopifyProduct.Numbered(1007) with { Variants = 240 };

        var first = await _host.SyncAsync();
        var second = await _host.SyncAsync();

        first.Should().BeEquivalentTo(new { Way = SyncWay.Paged, IsShopChanged = true, Error = (string?)null, Products = new ReplacedProducts(80, 0, 0, IsChanged: true) });
        second.Should().BeEquivalentTo(new { IsShopChanged = false, Products = new { IsChanged = false } });
        _host.Store.Written.Count(key => key is ShopHost.ProductsKey or ShopHost.ShopKey).Should().Be(2);
        var found = await CatalogueAsync();
        found.Index.Count.Should().Be(80);
        found.Index.Search(new ProductQuery("Trail Jacket No. 1007", 1)).Products[0].Variants.Should().HaveCount(240)
            .And.OnlyContain(variant => variant.Price == new Money(207, "NOK") && variant.IsAvailable);
        _shopify.Calls.Count(call => call.Operation == "Products").Should().Be(4, "20, then as many as 800 points allow (66), twice over");
        _shopify.Calls.Count(call => call.Operation == "MoreVariants").Should().Be(6);
        _host.Store["users/1/shopify/sync.json"].Should().Contain("\"way\": \"paged\"").And.Contain("\"offered\": 80").And.NotContain(EmulatedShopify.Token);
    }

    [Fact]
    public async Task PageThatCostsTooMuch_IsAskedForInSmallerParts()
    {
        _shopify.With(12).ProductCost = 333;

        (await _host.SyncAsync()).Products!.Offered.Should().Be(12);

        _shopify.Calls.Where(call => call.Operation == "Products").Select(call => call.Variables.GetProperty("first").GetInt32()).Should().StartWith([20, 2]);
    }

    [Fact]
    public async Task PageThatAlwaysCostsTooMuch_FailsAndLeavesTheLastFile()
    {
        await FilledAsync();
        _shopify.ProductCost = 1001;

        (await FailedAsync()).Should().Contain("exceeds the single query max cost limit");
    }

    [Fact]
    public async Task ThrottledToACrawl_IsReadAllTheSame()
    {
        int calls = 0;
        _shopify.With(60).Instead = call => call.Operation != "Products" || ++calls % 6 == 0 ? null
            : calls % 6 == 1 ? new TooMany() : EmulatedShopify.Throttled(needed: 20, there: 10, rate: 1000);

        (await _host.SyncAsync()).Products!.Offered.Should().Be(60);

        calls.Should().BeGreaterThan(10);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(200)]
    public async Task FailureThatPasses_IsOvercome(int status)
    {
        int calls = 0;
        _shopify.With(5).Instead = _ => ++calls % 3 == 0 ? null : Results.Text(status == 200 ? "<html>" : "no", statusCode: status);

        (await _host.SyncAsync()).Products!.Offered.Should().Be(5);
    }

    [Theory]
    [InlineData(401, "\"[API] Invalid API key\"", "Connect the shop again")]
    [InlineData(402, "\"frozen\"", "bill")]
    [InlineData(403, "\"[API] This action requires merchant approval\"", "may not")]
    [InlineData(404, "\"Not Found\"", "no such shop")]
    [InlineData(423, "\"locked\"", "locked")]
    [InlineData(500, "\"broken\"", "status 500")]
    [InlineData(200, "[{\"message\":\"Field 'x' doesn't exist\",\"extensions\":{\"code\":\"undefinedField\"}}]", "doesn't exist")]
    [InlineData(200, "[{\"message\":\"denied\",\"extensions\":{\"code\":\"ACCESS_DENIED\"}}]", "denied")]
    public async Task RefusalAmidTheSync_LeavesTheLastFileAndSaysWhy(int status, string errors, string why)
    {
        await FilledAsync();
        int pages = 0;
        _shopify.Instead = call => call.Operation == "Products" && ++pages > 1 ? Results.Text($$"""{"errors":{{errors}}}""", "application/json", statusCode: status) : null;

        (await FailedAsync()).Should().Contain(why);
    }

    [Fact]
    public async Task ErrorThatRepeatsTheToken_ShowsItNowhere()
    {
        _shopify.Instead = _ => Results.Json(new { errors = $"{EmulatedShopify.Token} is wrong" }, statusCode: 403);

        (await _host.SyncAsync()).Error.Should().Contain("***").And.NotContain(EmulatedShopify.Token);

        _host.Logs.All.Should().NotContain(EmulatedShopify.Token);
        _host.Store.Keys.Select(key => _host.Store[key]).Should().NotContain(text => text.Contains(EmulatedShopify.Token, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{\"data\":{\"products\":null}}")]
    [InlineData("{\"data\":{\"products\":{\"nodes\":[],\"pageInfo\":{\"hasNextPage\":true,\"endCursor\":null}}}}")]
    [InlineData("{\"data\":{\"products\":{\"nodes\":[],\"pageInfo\":{\"hasNextPage\":false}}}}")]
    public async Task PartOfThePages_IsNotTakenForTheWhole(string answer)
    {
        await FilledAsync();
        _shopify.Instead = call => call.Operation == "Products" ? Results.Text(answer, "application/json") : null;

        await FailedAsync();
    }

    [Fact]
    public async Task ShopThatSellsNothingAnyMore_IsBelieved()
    {
        await FilledAsync();
        _shopify.Products.Clear();

        (await _host.SyncAsync()).Products.Should().Be(new ReplacedProducts(0, 0, 0, IsChanged: true));

        _host.Store[ShopHost.ProductsKey].Should().Be("""{"products":{"edges":[]}}""");
    }

    [Fact]
    public async Task DraftsAndUnpublishedOnes_AreInTheFileAndNotOffered()
    {
        _shopify.With(3).Products[1002] = ShopifyProduct.Numbered(1002) with { Status = "DRAFT" };

        (await _host.SyncAsync()).Products.Should().Be(new ReplacedProducts(2, 1, 0, IsChanged: true));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{\"name\":\"Fjell Outdoor\",\"shopPolicies\":null}")]
    public async Task AppThatMayNotSeeThePolicies_ReadsTheRest(string shop)
    {
        _shopify.With(3).Instead = call => call.Query.Contains("shopPolicies", StringComparison.Ordinal)
            ? Results.Text($$$"""{"data":{"shop":{{{shop}}}},"errors":[{"message":"Access denied for shopPolicies field.","extensions":{"code":"ACCESS_DENIED"}}]}""", "application/json")
            : null;

        (await _host.SyncAsync()).Error.Should().BeNull();

        _host.Store[ShopHost.ShopKey].Should().Contain("Fjell Outdoor");
        _host.Logs.All.Should().Contain("may not see");
    }

    [Fact]
    public async Task TwoSyncsAtOnce_AreOne()
    {
        using var gate = new ManualResetEventSlim();
        _shopify.With(3).Instead = call =>
        {
            gate.Wait(TimeSpan.FromSeconds(20));
            return null;
        };

        var one = _host.SyncAsync();
        var other = _host.SyncAsync();
        gate.Set();

        (await one).Should().BeSameAs(await other);
        _shopify.Calls.Count(call => call.Operation == "Shop").Should().Be(1);
    }

    [Fact]
    public async Task TenantWithoutAShop_HasNothingToSync()
    {
        await _host.Store.DeleteAsync("users/1/shopify/connection.json", CancellationToken.None);

        (await _host.SyncAsync()).Should().BeNull();

        _shopify.Calls.Should().BeEmpty();
    }

    public async Task InitializeAsync()
    {
        _shopify = await EmulatedShopify.StartAsync();
        _host = await ShopHost.StartAsync(_shopify);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _shopify.DisposeAsync();
    }

    private async Task FilledAsync()
    {
        (await _host.SyncAsync()).Error.Should().BeNull();
        _shopify.With(50);
        (await _host.SyncAsync()).Products!.Offered.Should().Be(50);
    }

    private async Task<string> FailedAsync()
    {
        string last = _host.Store[ShopHost.ProductsKey];
        var sync = await _host.SyncAsync();
        _host.Store[ShopHost.ProductsKey].Should().Be(last);
        sync.Products.Should().BeNull();
        sync.LastGoodAt.Should().NotBeNull();
        JsonSerializer.Deserialize<JsonElement>(_host.Store["users/1/shopify/sync.json"]).GetProperty("error").GetString().Should().Be(sync.Error);
        return sync.Error!;
    }

    private Task<Catalogue> CatalogueAsync() => _host.Get<Catalogues>().GetAsync(_host.Shop.Tenant, CancellationToken.None);

    private sealed class TooMany : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            (httpContext.Response.StatusCode, httpContext.Response.Headers.RetryAfter) = (429, "0");
            await httpContext.Response.WriteAsJsonAsync(new { errors = "Exceeded 2 calls per second" });
        }
    }
}
