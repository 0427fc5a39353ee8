using System.Diagnostics;
using System.Net;
using GptMessenger.Testing;
using Microsoft.AspNetCore.WebUtilities;

namespace GptMessenger.Api.Tests.Shopify;

public sealed class ConnectTests : IAsyncLifetime
{
    private const string Shop = $"/admin/users/{Product.Tenant}/shopify";

    private ConnectedProduct _world = null!;

    [Fact]
    public async Task OwnersConsent_ConnectsTheShopAndHasItRead()
    {
        _world.Shopify.With(30).Tokens["shpat_granted"] = true;
        _world.Shopify.Grant = form => form.GetProperty("code").GetString() == "the-code"
            ? new { access_token = "shpat_granted", scope = "write_products,read_inventory,read_legal_policies,read_discounts", expires_in = 3600, refresh_token = "shprt_granted", refresh_token_expires_in = 7776000 }
            : null;
        using var browser = Browser();
        var (address, cookie) = await BeginAsync(browser);
        var asked = QueryHelpers.ParseQuery(address.Query);
        address.AbsolutePath.Should().Be($"/{EmulatedShopify.Shop}/admin/oauth/authorize");
        asked["client_id"].Should().Equal("the-apps-key");
        asked["scope"].Should().Equal("read_products,read_inventory,read_legal_policies,read_discounts");
        asked["redirect_uri"].Should().Equal($"{ConnectedProduct.PublicUrl}/connect/shopify/callback");
        cookie.Should().Contain("httponly").And.Contain("samesite=lax").And.Contain("secure").And.NotContain(asked["state"].ToString());

        string answer = Signed(("code", "the-code"), ("shop", EmulatedShopify.Shop), ("state", asked["state"]!), ("timestamp", Now()));
        using var wrong = await ReturnAsync(browser, cookie, answer.Replace("the-code", "a-code", StringComparison.Ordinal));
        wrong.StatusCode.Should().Be(HttpStatusCode.Forbidden, "it is not signed");
        (address, cookie) = await BeginAsync(browser);
        answer = Signed(("code", "the-code"), ("shop", EmulatedShopify.Shop), ("state", QueryHelpers.ParseQuery(address.Query)["state"]!), ("timestamp", Now()));
        using var page = await ReturnAsync(browser, cookie, answer);
        string html = await page.Content.ReadAsStringAsync();
        page.StatusCode.Should().Be(HttpStatusCode.OK, html);
        html.Should().Contain("The shop is connected");
        using var again = await ReturnAsync(browser, cookie, answer);
        again.StatusCode.Should().Be(HttpStatusCode.Forbidden, "it was used");

        await _world.ShownAsync(ConnectedProduct.IsSynced);
        _world.Shopify.Grants.Last().GetProperty("expiring").GetString().Should().Be("1");
        _world.Shopify.Subscriptions.Should().HaveCount(6).And.OnlyContain(pair => pair.Value == $"{ConnectedProduct.PublicUrl}/shopify/webhook");
        _world.Product.Output.Should().NotContain("shpat_").And.NotContain("shprt_").And.NotContain("the-code").And.NotContain(ConnectedProduct.Secret);
        foreach (var (path, content) in await _world.Product.WrittenAsync())
        {
            content.Should().NotContain("shpat_granted", path).And.NotContain("shprt_granted", path).And.NotContain("the-code", path);
        }
    }

    [Theory]
    [InlineData("timestamp")]
    [InlineData("shop")]
    [InlineData("state")]
    [InlineData("cookie")]
    [InlineData("scope")]
    [InlineData("code")]
    public async Task AnswerThatIsNotRight_ConnectsNothing(string fault)
    {
        _world.Shopify.Tokens["shpat_granted"] = true;
        _world.Shopify.Grant = _ => fault == "code" ? null : new { access_token = "shpat_granted", scope = "read_products" };
        using var browser = Browser();
        var (address, cookie) = await BeginAsync(browser);
        string state = fault == "state" ? "<b>forged" : QueryHelpers.ParseQuery(address.Query)["state"]!;
        string answer = Signed(
            ("code", "c"), ("shop", fault == "shop" ? "other.myshopify.com" : EmulatedShopify.Shop), ("state", state),
            ("timestamp", fault == "timestamp" ? $"{DateTimeOffset.UtcNow.AddSeconds(-100).ToUnixTimeSeconds()}" : Now()));

        using var page = await ReturnAsync(browser, fault == "cookie" ? "" : cookie, answer);

        page.StatusCode.Should().Be(fault is "scope" or "code" ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.Forbidden);
        (await page.Content.ReadAsStringAsync()).Should().Contain("not connected").And.NotContain("<b>").And.NotContain("shpat_");
        using var shown = await _world.Admin.SendAsync(HttpMethod.Get, Shop);
        shown.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("evil.com/.myshopify.com")]
    [InlineData("evil.com%23.myshopify.com")]
    [InlineData("shop.myshopify.com.evil.com")]
    public async Task ShopThatIsNone_IsNotLedTo(string shop)
    {
        using var browser = Browser();
        using var response = await GetAsync(browser, $"/connect/shopify?shop={shop}", await SignInAsync(browser));

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync()).Should().Contain("Which shop?").And.NotContain("evil.com");
    }

    [Theory]
    [InlineData("/connect/shopify?shop=b.myshopify.com")]
    [InlineData("/Connect/Shopify/?shop=b.myshopify.com")]
    public async Task WhoIsNotSignedIn_IsSentToTheDoor(string address)
    {
        using var browser = Browser();
        using var response = await browser.GetAsync(address);

        response.StatusCode.Should().Be(HttpStatusCode.Found);
        response.Headers.Location!.AbsolutePath.Should().Be("/sign-in");
    }

    [Fact]
    public async Task PriceThatChanges_IsAnsweredWith()
    {
        _world.Shopify.With(200);
        await _world.ConnectAsync();
        (await _world.ShownAsync(ConnectedProduct.IsSynced)).GetProperty("sync").GetProperty("offered").GetInt32().Should().Be(200);
        string before = await VersionAsync("Trail Jacket 1007");
        lock (_world.Shopify.Products)
        {
            _world.Shopify.Products[1007] = _world.Shopify.Products[1007] with { Price = 4711, Title = "Trail Jacket Zebra" };
        }

        var watch = Stopwatch.StartNew();
        using var told = await _world.TellAsync("products/update", """{"id":1007,"title":"what it says is not believed"}""", "w1");
        await told.ShouldBeSuccessAsync();
        while ((await _world.Admin.ReadAsync($"/admin/users/{Product.Tenant}/products?query=zebra")).GetProperty("products").GetArrayLength() == 0)
        {
            watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(60), "it takes some 3 s where no other test runs beside");
            await Task.Delay(100);
        }

        (await VersionAsync("Trail Jacket")).Should().NotBe(before);
        using var gone = await _world.TellAsync("app/uninstalled", "{}");
        await gone.ShouldBeSuccessAsync();
        await _world.ShownAsync(shown => shown.GetProperty("disconnectedAt").GetString() is not null);
        (await VersionAsync("Trail Jacket")).Should().NotBeEmpty("the catalogue stays");
    }

    [Fact]
    public async Task WebhookOfAProcessThatDied_IsDoneByTheNext()
    {
        _world.Shopify.With(3);
        await _world.ConnectAsync();
        await _world.ShownAsync(ConnectedProduct.IsSynced);
        lock (_world.Shopify.Products)
        {
            _world.Shopify.Products[1003] = _world.Shopify.Products[1003] with { Title = "Zebra" };
        }

        // It is done a second after the answer at the earliest.
        using var told = await _world.TellAsync("products/update", """{"id":1003}""");
        await told.ShouldBeSuccessAsync();
        await _world.Product.KillAsync();
        Directory.EnumerateFiles(Path.Combine(_world.Product.DataDir, "connections"), "*", SearchOption.AllDirectories).Should().Contain(file => file.Contains("notices/", StringComparison.Ordinal));
        await _world.StartAgainAsync();

        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((await _world.Admin.ReadAsync($"/admin/users/{Product.Tenant}/products?query=zebra")).GetProperty("products").GetArrayLength() == 0)
        {
            await Task.Delay(100, timeout.Token);
        }
    }

    [Fact]
    public async Task ForgedWebhook_IsRefusedAndStrangersShopIsNot()
    {
        using var forged = await _world.TellAsync("products/update", """{"id":1}""", secret: "a-guess");
        await forged.ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
        using var empty = await _world.TellAsync("products/update", "");
        await empty.ShouldBeProblemAsync(HttpStatusCode.Unauthorized);
        using var older = await _world.TellAsync("products/update", """{"id":1}""", secret: "older-secret");
        await older.ShouldBeSuccessAsync();
        using var huge = await _world.TellAsync("products/update", new string(' ', 9 * 1024 * 1024));
        huge.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        using var elsewhere = await _world.TellAsync("products/update", """{"id":1}""", shop: "evil.com/.myshopify.com");
        await elsewhere.ShouldBeProblemAsync(HttpStatusCode.BadRequest);
        _world.Product.Output.Should().Contain("nobody has connected it");
    }

    [Fact]
    public async Task MerchantsToken_IsTriedFirstAndCanBeLetGo()
    {
        using var wrong = await _world.Admin.PostAsync(Shop, $$"""{"shop":"{{EmulatedShopify.Shop}}","token":"shpat_wrong"}""");
        (await wrong.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity)).Should().NotContain("shpat_wrong");
        using var nowhere = await _world.Admin.PostAsync(Shop, """{"shop":"evil.com","token":"x"}""");
        await nowhere.ShouldBeProblemAsync(HttpStatusCode.BadRequest);
        _world.Shopify.With(3);
        await _world.ConnectAsync();
        await _world.ShownAsync(ConnectedProduct.IsSynced);
        using var other = await _world.Admin.PostAsync("/admin/users/another/shopify", $$"""{"shop":"{{EmulatedShopify.Shop}}","token":"{{EmulatedShopify.Token}}"}""");
        await other.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity);

        using var synced = await _world.Admin.PostAsync($"{Shop}/sync");
        synced.StatusCode.Should().Be(HttpStatusCode.Accepted);
        using var gone = await _world.Admin.SendAsync(HttpMethod.Delete, Shop);
        gone.StatusCode.Should().Be(HttpStatusCode.NoContent);
        using var nothing = await _world.Admin.PostAsync($"{Shop}/sync");
        await nothing.ShouldBeProblemAsync(HttpStatusCode.NotFound);
    }

    public async Task InitializeAsync() => _world = await ConnectedProduct.StartAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    private async Task<string> VersionAsync(string query) =>
        (await _world.Admin.ReadAsync($"/admin/users/{Product.Tenant}/products?query={query}")).GetProperty("version").GetString()!;

    private HttpClient Browser() => new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(_world.Product.Address) };

    private static async Task<(Uri Address, string Cookie)> BeginAsync(HttpClient browser)
    {
        string owner = await SignInAsync(browser);
        using var response = await GetAsync(browser, $"/connect/shopify?shop={EmulatedShopify.Shop}", owner);
        string page = await response.Content.ReadAsStringAsync();
        response.StatusCode.Should().Be(HttpStatusCode.OK, page);
        return (new Uri(WebUtility.HtmlDecode(page.Split("rel=\"noreferrer\" href=\"")[1].Split('"')[0])), response.Headers.GetValues("Set-Cookie").Single());
    }

    /// <summary>Cookies are carried by hand: they are for https only.</summary>
    private static async Task<string> SignInAsync(HttpClient browser)
    {
        using var door = await browser.GetAsync("/sign-in");
        string forgery = (await door.Content.ReadAsStringAsync()).Split("__RequestVerificationToken\" value=\"")[1].Split('"')[0];
        using var entering = new HttpRequestMessage(HttpMethod.Post, "/sign-in/key")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["tenant"] = Product.Tenant, ["key"] = Product.AdminKey, ["__RequestVerificationToken"] = forgery }),
        };
        entering.Headers.TryAddWithoutValidation("Cookie", door.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        using var entered = await browser.SendAsync(entering);
        string cookie = entered.Headers.GetValues("Set-Cookie").Single();
        cookie.Should().Contain("gptm-owner=").And.Contain("secure").And.Contain("httponly");
        return cookie;
    }

    private static Task<HttpResponseMessage> GetAsync(HttpClient browser, string address, string cookie)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Cookie", cookie.Split(';')[0]);
        return browser.SendAsync(request);
    }

    private static Task<HttpResponseMessage> ReturnAsync(HttpClient browser, string cookie, string answer) => GetAsync(browser, $"/connect/shopify/callback?{answer}", cookie);

    private static string Now() => $"{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}";

    /// <summary>As Shopify signs it; the parameters are given in their order.</summary>
    private static string Signed(params (string Name, string Value)[] parameters) => EmulatedShopify.SignQuery(ConnectedProduct.Secret, parameters);
}
