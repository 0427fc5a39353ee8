using System.Net;
using System.Text.Json;
using GptMessenger.Api.Tests.Admin;
using GptMessenger.Testing;
using Microsoft.AspNetCore.WebUtilities;
using Shop = GptMessenger.Api.Tests.Shopify.ConnectedProduct;

namespace GptMessenger.Api.Tests.Connect;

public sealed class RedisFactAttribute : FactAttribute
{
    public RedisFactAttribute() => Skip = RealRedis.MissingReason;
}

/// <summary>Two nodes behind one address: what is begun at one is finished at the other, and what one learns the other knows.</summary>
public sealed class ClusterTests : IAsyncLifetime
{
    private const string Url = "http://127.0.0.1:9";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ServerProcess _redis = RealRedis.NewServer();
    private readonly MetaPage _page = new("100000000007001", "Hoses", "MESSAGING");
    private readonly string _customer = $"{200_000_000_000_000 + (Environment.TickCount64 % 1_000_000)}";
    private ObjectStore _store = null!;
    private Outside _outside = null!;
    private EmulatedMeta _meta = null!;
    private EmulatedShopify _shopify = null!;
    private Product _one = null!, _two = null!;

    [RedisFact]
    public async Task PageConnectedThroughBothNodes_IsAnsweredByBoth_AndReconnectedAtOne_AlsoByTheOther()
    {
        using var owner = new Owner(_one, Product.Tenant);
        var callback = _meta.Approve(await owner.BeginAsync());
        string choice = await owner.ReturnAsync(callback, at: _two);
        (await owner.ChooseAsync(choice, ("page", _page.Id))).Should().Contain($"Page {_page.Id}: connected");
        using var again = await owner.GetAsync($"{_one.Address}{callback.PathAndQuery}");
        again.StatusCode.Should().NotBe(HttpStatusCode.Redirect, "the answer was used at the other node");

        await WriteAsync(_two, "m_1", "Do you sell hoses?");
        await UntilAsync(() => _meta.Sends.Count == 1);
        await WriteAsync(_one, "m_1", "Do you sell hoses?");
        await WriteAsync(_one, "m_2", "Red ones?");
        await UntilAsync(() => _meta.Sends.Count == 2);

        var renewed = _page with { Token = "EAAGrenewed-token" };
        _meta.Pages[0] = renewed;
        await WriteAsync(_one, "m_3", "Blue ones?");
        await HealthAsync(_two, "broken");
        await ConnectAsync(_two, renewed);
        await UntilAsync(() => _meta.Sends.Count == 3);
        await HealthAsync(_one, "healthy");
        _meta.Sends.Select(send => send.Text).Should().OnlyHaveUniqueItems();
    }

    [RedisFact]
    public async Task ShopConnectedThroughBothNodes_IsReadOnce_AndAPriceToldToOneIsKnownToBoth()
    {
        _shopify.With(30).Tokens["shpat_granted"] = true;
        _shopify.Grant = _ => new { access_token = "shpat_granted", scope = "read_products,read_inventory,read_legal_policies,read_discounts" };
        using var owner = new Owner(_one, Product.Tenant);
        await owner.EnterAsync();
        string page = await owner.PageAsync($"/connect/shopify?shop={EmulatedShopify.Shop}");
        string state = QueryHelpers.ParseQuery(new Uri(WebUtility.HtmlDecode(page.Split("rel=\"noreferrer\" href=\"")[1].Split('"')[0])).Query)["state"]!;
        string answer = EmulatedShopify.SignQuery(
            Shop.Secret, ("code", "the-code"), ("shop", EmulatedShopify.Shop), ("state", state), ("timestamp", $"{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}"));

        var answers = await Task.WhenAll(new[] { _two, _one, _two, _one }.Select(node => owner.GetAsync($"{node.Address}/connect/shopify/callback?{answer}")));

        answers.Select(response => response.StatusCode).Should().BeEquivalentTo([HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden]);
        Array.ForEach(answers, response => response.Dispose());
        _shopify.Grants.Should().ContainSingle();
        await ShownAsync("Trail Jacket 1007", count: 1);
        int reads = _shopify.Calls.Count(call => call.Operation == "Products");
        await Task.WhenAll(AskForSyncAsync(_one), AskForSyncAsync(_two));
        lock (_shopify.Products)
        {
            _shopify.Products[1007] = _shopify.Products[1007] with { Title = "Zebra Jacket", Price = 4711 };
        }

        using var told = await Shop.TellAsync(_two, "products/update", """{"id":1007}""");
        await told.ShouldBeSuccessAsync();
        await ShownAsync("zebra", count: 1);
        reads.Should().BePositive();
        _store.Keys.Should().NotContain(key => key.Contains("/notices/", StringComparison.Ordinal), "it was done, and once");
    }

    [RedisFact]
    public async Task CustomerErasedAtOneNode_IsForgottenByBoth_AndDoesNotComeBackLate()
    {
        await ConnectAsync(_one, _page);
        await WriteAsync(_two, "m_1", "Do you sell hoses?");
        await UntilAsync(() => _meta.Sends.Count == 1 && _store.Keys.Any(key => key.EndsWith($"conversations/{_customer}.json", StringComparison.Ordinal)));
        string conversation = $"/admin/conversations/{Product.Tenant}/facebook/{_page.Id}/{_customer}";
        await UntilAsync(async () => (await new Administrator(_two).ReadAsync($"{conversation}/export")).GetProperty("turns").GetArrayLength() == 1);

        using var erased = await new Administrator(_one).SendAsync(HttpMethod.Delete, conversation);
        (await Administrator.JsonAsync(erased, HttpStatusCode.OK)).GetProperty("removed").GetInt32().Should().BePositive();

        foreach (var node in new[] { _one, _two })
        {
            using var nothing = await new Administrator(node).SendAsync(HttpMethod.Get, $"{conversation}/export");
            await nothing.ShouldBeProblemAsync(HttpStatusCode.NotFound);
        }

        var now = DateTimeOffset.UtcNow;
        await _two.DeliverAsync(MetaJson.Body(
            _page.Id, MetaJson.Event(_page.Id, _customer, "\"message\":{\"mid\":\"m_1\",\"text\":\"Do you sell hoses?\"}", now.AddMinutes(-3))));
        _meta.Threads[(_page.Id, _customer)] = [new("m_1", _customer, "Do you sell hoses?", now.AddMinutes(-3)), new("m_r", _page.Id, "We do.", now.AddMinutes(-2))];
        _meta.Subscriptions.Enqueue((_page.Id, ""));
        using var check = await new Administrator(_two).PostAsync($"/admin/users/{Product.Tenant}/facebook/pages/{_page.Id}/check");
        check.StatusCode.Should().Be(HttpStatusCode.Accepted);
        await UntilAsync(() => new[] { _one, _two }.Any(node => node.Output.Contains("messages found: 0", StringComparison.Ordinal)));
        _store.Keys.Should().NotContain(key => key.Contains(_customer, StringComparison.Ordinal));
        _meta.Sends.Should().ContainSingle();

        await WriteAsync(_two, "m_2", "Hello?");
        await UntilAsync(() => _meta.Sends.Count == 2);
    }

    public async Task InitializeAsync()
    {
        if (RealRedis.MissingReason is not null)
        {
            return;
        }

        await _redis.StartAsync();
        (_store, _outside, _meta, _shopify) = (await ObjectStore.StartAsync(), await Outside.StartAsync(), await EmulatedMeta.StartAsync(), await EmulatedShopify.StartAsync());
        _meta.Pages.Add(_page);
        (_one, _two) = (await StartAsync(), await StartAsync());
    }

    public async Task DisposeAsync()
    {
        if (RealRedis.MissingReason is not null)
        {
            return;
        }

        await Task.WhenAll(_one.DisposeAsync().AsTask(), _two.DisposeAsync().AsTask());
        await _shopify.DisposeAsync();
        await _meta.DisposeAsync();
        await _outside.DisposeAsync();
        await _store.DisposeAsync();
        await _redis.StopAsync();
    }

    private Task<Product> StartAsync() => Product.StartAsync(_outside, settings:
    [
        .. _store.Settings, ("CLUSTER", "redis"), ("CLUSTER_CONNECTION", RealRedis.Connection(_redis.Port)), ("SILO_PORT", $"{Ports.Free()}"), ("GATEWAY_PORT", $"{Ports.Free()}"),
        ("PUBLIC_URL", Url), ("GRAPH_ENDPOINT", _meta.Address), ("FACEBOOK_LOGIN_ENDPOINT", "https://login.example.test"),
        ($"FACEBOOK_ACCESS_TOKEN_{Product.Page}", null), ($"PAGE_UUID_{Product.Page}", null),
        ("SHOPIFY_ENDPOINT", _shopify.Address.AbsoluteUri), ("SHOPIFY_API_KEY", "the-apps-key"), ("SHOPIFY_API_SECRET", Shop.Secret),
    ]);

    private Task WriteAsync(Product node, string mid, string text) => node.DeliverAsync(MetaJson.Message(_page.Id, _customer, mid, text));

    private static async Task ConnectAsync(Product node, MetaPage page)
    {
        using var response = await new Administrator(node).PostAsync($"/admin/users/{Product.Tenant}/facebook/pages", $$"""{"page_id":"{{page.Id}}","page_token":"{{page.Token}}"}""");
        response.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private static async Task AskForSyncAsync(Product node)
    {
        using var response = await new Administrator(node).PostAsync($"/admin/users/{Product.Tenant}/shopify/sync");
        response.StatusCode.Should().Be(HttpStatusCode.Accepted);
    }

    /// <summary>Both nodes find so many products.</summary>
    private async Task ShownAsync(string query, int count)
    {
        foreach (var node in new[] { _one, _two })
        {
            await UntilAsync(async () => (await new Administrator(node).ReadAsync($"/admin/users/{Product.Tenant}/products?query={query}")).GetProperty("products").GetArrayLength() >= count);
        }
    }

    private static Task HealthAsync(Product node, string state) => UntilAsync(async () =>
        (await new Administrator(node).ReadAsync($"/admin/users/{Product.Tenant}/facebook/pages")).GetProperty("pages")[0].GetProperty("health") is { ValueKind: JsonValueKind.Object } health
        && health.GetProperty("state").GetString() == state);

    private static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var end = DateTimeOffset.UtcNow + Patience;
        while (!await condition())
        {
            DateTimeOffset.UtcNow.Should().BeBefore(end, "it is awaited");
            await Task.Delay(100);
        }
    }
}
