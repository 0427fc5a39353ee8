using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GptMessenger.Api.Tests.Admin;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Shopify;

/// <summary>The real program with an emulated Shopify behind it.</summary>
internal sealed class ConnectedProduct : IAsyncDisposable
{
    public const string Secret = "shpss-secret-in-tests";
    public const string PublicUrl = "https://bot.example.com";

    private readonly Outside _outside;

    private ConnectedProduct(Outside outside, EmulatedShopify shopify, Product product) =>
        (_outside, Shopify, Product, Admin) = (outside, shopify, product, new Administrator(product));

    public EmulatedShopify Shopify { get; }

    public Product Product { get; private set; }

    public Administrator Admin { get; private set; }

    public static async Task<ConnectedProduct> StartAsync()
    {
        var outside = await Outside.StartAsync();
        var shopify = await EmulatedShopify.StartAsync();
        return new ConnectedProduct(outside, shopify, await Product.StartAsync(
            outside, dataDir: null, ("SHOPIFY_ENDPOINT", shopify.Address.AbsoluteUri), ("SHOPIFY_API_KEY", "the-apps-key"), ("SHOPIFY_API_SECRET", $"older-secret,{Secret}"), ("PUBLIC_URL", PublicUrl)));
    }

    /// <summary>Starts the product once more on what it left.</summary>
    public async Task StartAgainAsync()
    {
        Product = await Product.StartAgainAsync();
        Admin = new Administrator(Product);
    }

    public async Task ConnectAsync(string tenant = Product.Tenant)
    {
        using var response = await Admin.PostAsync($"/admin/users/{tenant}/shopify", $$"""{"shop":"{{EmulatedShopify.Shop}}","token":"{{EmulatedShopify.Token}}"}""");
        await Administrator.JsonAsync(response, HttpStatusCode.OK);
    }

    /// <summary>The state of the shop, as soon as it is so.</summary>
    public async Task<JsonElement> ShownAsync(Func<JsonElement, bool> isSo, TimeSpan? patience = null, string tenant = Product.Tenant)
    {
        using var timeout = new CancellationTokenSource(patience ?? TimeSpan.FromSeconds(30));
        while (true)
        {
            var shown = await Admin.ReadAsync($"/admin/users/{tenant}/shopify");
            if (isSo(shown))
            {
                return shown;
            }

            await Task.Delay(50, timeout.Token);
        }
    }

    public static bool IsSynced(JsonElement shown) => shown.GetProperty("sync") is { ValueKind: JsonValueKind.Object } sync && sync.TryGetProperty("lastGoodAt", out var at) && at.ValueKind == JsonValueKind.String;

    /// <summary>Posts a webhook as Shopify does: these bytes, signed with HMAC-SHA256 and the app's secret.</summary>
    public Task<HttpResponseMessage> TellAsync(string topic, string body, string? id = null, string secret = Secret, string shop = EmulatedShopify.Shop) =>
        TellAsync(Product, topic, body, id, secret, shop);

    public static Task<HttpResponseMessage> TellAsync(Product product, string topic, string body, string? id = null, string secret = Secret, string shop = EmulatedShopify.Shop)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        var request = new HttpRequestMessage(HttpMethod.Post, "/shopify/webhook") { Content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } } };

        // One that is too large is refused before it is sent.
        request.Headers.ExpectContinue = true;
        request.Headers.Add("X-Shopify-Topic", topic);
        request.Headers.Add("X-Shopify-Shop-Domain", shop);
        request.Headers.Add("X-Shopify-Webhook-Id", id ?? Guid.NewGuid().ToString());
        request.Headers.Add("X-Shopify-Hmac-Sha256", Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), bytes)));
        return product.Http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        await Product.DisposeAsync();
        await Shopify.DisposeAsync();
        await _outside.DisposeAsync();
    }
}
