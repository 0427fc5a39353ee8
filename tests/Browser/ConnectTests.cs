using GptMessenger.Testing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Playwright;

namespace GptMessenger.Browser;

/// <summary>An owner connects a page and a shop, with a browser, from a fresh start.</summary>
public sealed class ConnectTests : IAsyncLifetime
{
    private const string Login = "https://login.example.test";
    private const string ShopifySecret = "shpss-secret-in-tests";
    private const string Tenant = "hoses-and-lamps";

    private readonly RealBrowser _browser = new();
    private Outside _outside = null!;
    private EmulatedMeta _meta = null!;
    private EmulatedShopify _shopify = null!;
    private Product _product = null!;

    public async Task InitializeAsync()
    {
        await _browser.InitializeAsync();
        (_outside, _meta, _shopify) = (await Outside.StartAsync(), await EmulatedMeta.StartAsync(), await EmulatedShopify.StartAsync());
        _product = await Product.StartAsync(
            _outside, dataDir: null, ("GRAPH_ENDPOINT", _meta.Address), ("FACEBOOK_LOGIN_ENDPOINT", Login), ($"FACEBOOK_ACCESS_TOKEN_{Product.Page}", null), ($"PAGE_UUID_{Product.Page}", null),
            ("SHOPIFY_ENDPOINT", _shopify.Address.AbsoluteUri), ("SHOPIFY_API_KEY", "the-apps-key"), ("SHOPIFY_API_SECRET", ShopifySecret));
    }

    public async Task DisposeAsync()
    {
        await _product.DisposeAsync();
        await _shopify.DisposeAsync();
        await _meta.DisposeAsync();
        await _outside.DisposeAsync();
        await _browser.DisposeAsync();
        Directory.Delete(_product.DataDir, recursive: true);
    }

    [BrowserTheory]
    [InlineData(Screen.Desktop)]
    [InlineData(Screen.Phone)]
    public async Task PageAndShop_AreConnected(Screen screen)
    {
        _meta.Pages.Add(new MetaPage("100000000000501", "Hoses & Lamps", "MESSAGING", "MODERATE", "MANAGE"));
        _shopify.With(30).Tokens["shpat_granted"] = true;
        _shopify.Grant = _ => new
        {
            access_token = "shpat_granted", scope = "read_products,read_inventory,read_legal_policies,read_discounts", expires_in = 3600, refresh_token = "shprt_granted", refresh_token_expires_in = 7776000,
        };
        await using var owner = await Visitor.ComeAsync(_browser, _product.Address, screen);
        await owner.SignInWithKeyAsync(Tenant, Product.AdminKey);
        await owner.OpenAsync("/pages", "Pages");
        await owner.Page.GetByText("No page is connected yet").WaitForAsync();
        await owner.ShouldBeSoundAsync("no-page");

        await owner.Context.RouteAsync($"{Login}/**", route => BackAsync(route, _meta.Approve(new Uri(route.Request.Url))));
        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "Connect a Facebook page" }).ClickAsync();
        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "Continue with Facebook" }).ClickAsync();
        await owner.Page.GetByLabel("Hoses & Lamps").CheckAsync();
        await owner.ShouldBeSoundAsync("choose-pages");
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Connect" }).ClickAsync();
        await owner.Page.GetByText("Page 100000000000501: connected.").WaitForAsync();
        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "Back" }).ClickAsync();
        await owner.Page.GetByRole(AriaRole.Heading, new() { Name = "Hoses & Lamps" }).WaitForAsync();
        await owner.LiveAsync();

        await owner.Button("Check now: page 100000000000501").ClickAsync();
        await owner.Page.GetByText("It is being checked").WaitForAsync();
        await owner.ShouldBeSoundAsync("connected-page");

        await owner.OpenAsync("/connections", "Connections");
        await owner.Page.GetByText("No shop is connected").WaitForAsync();
        await owner.Context.RouteAsync($"**/{EmulatedShopify.Shop}/admin/oauth/authorize**", route => BackAsync(route, Granted(new Uri(route.Request.Url))));
        await owner.Page.GetByLabel("The shop's address at Shopify").FillAsync(EmulatedShopify.Shop);
        await owner.Button("Connect a Shopify shop").ClickAsync();
        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "Continue with Shopify" }).ClickAsync();
        await owner.Page.GetByText("The shop is connected").First.WaitForAsync();
        for (int tries = 0; await owner.Page.GetByText("Last read at").CountAsync() == 0; tries++)
        {
            tries.Should().BeLessThan(60, "the shop is read in seconds");
            await owner.OpenAsync("/connections", "Connections");
            await owner.Page.GetByText(EmulatedShopify.Shop).WaitForAsync();
        }

        await owner.ShouldBeSoundAsync("connected-shop");
        (await owner.Page.ContentAsync()).Should().NotContain("shpat_").And.NotContain(_meta.Pages[0].Token);
    }

    private static Task BackAsync(IRoute route, Uri address) => route.FulfillAsync(new RouteFulfillOptions { Status = 302, Headers = new Dictionary<string, string> { ["Location"] = address.AbsoluteUri } });

    /// <summary>The merchant says yes, and Shopify signs it.</summary>
    private static Uri Granted(Uri asked)
    {
        var query = QueryHelpers.ParseQuery(asked.Query);
        string answer = EmulatedShopify.SignQuery(
            ShopifySecret, ("code", "the-code"), ("shop", EmulatedShopify.Shop), ("state", query["state"]!), ("timestamp", $"{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}"));
        return new Uri($"{query["redirect_uri"]}?{answer}");
    }
}
