using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Testing;

/// <summary>A call to the Admin API.</summary>
/// <param name="Operation">The query's name.</param>
/// <param name="Variables">As they came.</param>
/// <param name="Token">As it came; null: none did.</param>
/// <param name="Query">Its text.</param>
public sealed record ShopifyCall(string Operation, JsonElement Variables, string? Token, string Query);

/// <summary>What lies behind <c>SHOPIFY_ENDPOINT</c>: shops that answer as Shopify's documentation says, on a loopback port, over real HTTP.</summary>
public sealed class EmulatedShopify : IAsyncDisposable
{
    public const string Shop = "fjell-outdoor.myshopify.com";
    public const string Token = "shpat_a-token-in-tests";

    private readonly WebApplication _app;
    private int _bulks;

    private EmulatedShopify(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public ConcurrentQueue<ShopifyCall> Calls { get; } = new();

    /// <summary>Their ids, numbers as in REST, in order.</summary>
    public SortedDictionary<long, ShopifyProduct> Products { get; } = [];

    public string Currency { get; set; } = "NOK";

    /// <summary>What calls may come with.</summary>
    public ConcurrentDictionary<string, bool> Tokens { get; } = new([new(Token, true)]);

    /// <summary>An answer in the place of the right one; null: none.</summary>
    public Func<ShopifyCall, IResult?> Instead { get; set; } = _ => null;

    /// <summary>In points, of one product on a page.</summary>
    public int ProductCost { get; set; } = 12;

    /// <summary>What a bulk operation's file is made into before it is sent.</summary>
    public Func<IEnumerable<string>, IEnumerable<string>> BulkLines { get; set; } = lines => lines;

    /// <summary>Sends only so many bytes of the file, and then breaks the connection.</summary>
    public int? BulkBreaksAfter { get; set; }

    /// <summary>What the operation says at the end.</summary>
    public string BulkStatus { get; set; } = "COMPLETED";

    /// <summary>Headers of the requests for bulk files.</summary>
    public ConcurrentQueue<IHeaderDictionary> Downloads { get; } = new();

    /// <summary>What the token endpoint answers to a body; null: it refuses.</summary>
    public Func<JsonElement, object?> Grant { get; set; } = _ => null;

    /// <summary>Bodies that the token endpoint got.</summary>
    public ConcurrentQueue<JsonElement> Grants { get; } = new();

    /// <summary>Webhook subscriptions by topic.</summary>
    public ConcurrentDictionary<string, string> Subscriptions { get; } = [];

    public static async Task<EmulatedShopify> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var shopify = new EmulatedShopify(builder.Build());
        shopify._app.MapPost("/{shop}/admin/api/{version}/graphql.json", shopify.AskAsync);
        shopify._app.MapPost("/{shop}/admin/oauth/access_token", shopify.GrantAsync);
        shopify._app.MapGet("/bulk/{id}.jsonl", shopify.DownloadAsync);
        await shopify._app.StartAsync();
        return shopify;
    }

    /// <summary>Fills the shop with products of three forms and one collection each.</summary>
    public EmulatedShopify With(int count)
    {
        for (int i = 1; i <= count; i++)
        {
            Products[1000 + i] = ShopifyProduct.Numbered(1000 + i);
        }

        return this;
    }

    public static IResult Throttled(double needed, double there, double rate) => Results.Json(new
    {
        errors = new[] { new { message = "Throttled", extensions = new { code = "THROTTLED" } } },
        extensions = new { cost = new { requestedQueryCost = needed, actualQueryCost = (double?)null, throttleStatus = new { maximumAvailable = 2000.0, currentlyAvailable = there, restoreRate = rate } } },
    });

    /// <summary>A query as Shopify signs it: the parameters in the order of their names, HMAC-SHA256 with the app's secret.</summary>
    public static string SignQuery(string secret, params (string Name, string Value)[] parameters)
    {
        string message = string.Join('&', parameters.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));
        return $"{message}&hmac={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(message)))}";
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task<IResult> AskAsync(HttpRequest request, string shop)
    {
        var body = await JsonSerializer.DeserializeAsync<JsonElement>(request.Body);
        string query = body.GetProperty("query").GetString()!;
        string operation = query[(query.IndexOf(' ', StringComparison.Ordinal) + 1)..].Split('(', ' ')[0];
        var call = new ShopifyCall(operation, body.GetProperty("variables"), request.Headers["X-Shopify-Access-Token"], query);
        Calls.Enqueue(call);
        if (call.Token is null || !Tokens.ContainsKey(call.Token) || shop != Shop)
        {
            return Results.Json(new { errors = "[API] Invalid API key or access token (unrecognized login or wrong password)" }, statusCode: 401);
        }

        if (Instead(call) is { } other)
        {
            return other;
        }

        lock (Products)
        {
            return operation switch
            {
                "Shop" => Data(new JsonObject { ["shop"] = new JsonObject { ["name"] = "Fjell Outdoor", ["myshopifyDomain"] = Shop, ["currencyCode"] = Currency } }),
                "Count" => Data(new JsonObject { ["productsCount"] = new JsonObject { ["count"] = Products.Count, ["precision"] = "EXACT" } }),
                "Products" => Page(call.Variables),
                "MoreVariants" => MoreVariants(call.Variables),
                "Changed" => Changed(call.Variables),
                "Run" => Data(new JsonObject { ["bulkOperationRunQuery"] = new JsonObject { ["bulkOperation"] = new JsonObject { ["id"] = $"gid://shopify/BulkOperation/{++_bulks}", ["status"] = "CREATED" }, ["userErrors"] = new JsonArray() } }),
                "Bulk" => Bulk(),
                "Subscriptions" => Data(new JsonObject { ["webhookSubscriptions"] = new JsonObject { ["nodes"] = new JsonArray([.. Subscriptions.Select(pair => new JsonObject { ["topic"] = pair.Key, ["uri"] = pair.Value })]) } }),
                "Subscribe" => Subscribe(call.Variables),
                _ => Results.Json(new { errors = new[] { new { message = $"Unknown operation {operation}" } } }),
            };
        }
    }

    private IResult Page(JsonElement variables)
    {
        int first = variables.GetProperty("first").GetInt32();
        if (first * ProductCost > 1000)
        {
            return Results.Json(new { errors = new[] { new { message = "Query cost exceeds the single query max cost limit (1000).", extensions = new { code = "MAX_COST_EXCEEDED", cost = first * ProductCost, maxCost = 1000 } } } });
        }

        long after = variables.GetProperty("after").GetString() is { } cursor ? long.Parse(cursor, CultureInfo.InvariantCulture) : 0;
        var rest = Products.Where(pair => pair.Key > after).Take(first + 1).ToList();
        var page = rest.Take(first).ToList();
        return Data(new JsonObject { ["products"] = Listed(page.Select(pair => pair.Value.Nested(0)), rest.Count > first, page.Count > 0 ? Text(page[^1].Key) : null) }, first * ProductCost);
    }

    private IResult MoreVariants(JsonElement variables)
    {
        var product = Products[Number(variables.GetProperty("id").GetString()!)];
        return Data(new JsonObject { ["product"] = new JsonObject { ["variants"] = product.VariantPage(int.Parse(variables.GetProperty("after").GetString()!, CultureInfo.InvariantCulture), 100) } });
    }

    private IResult Changed(JsonElement variables)
    {
        var nodes = variables.GetProperty("ids").EnumerateArray().Select(id => id.GetString()!).Select(id =>
            id.Contains("/InventoryItem/", StringComparison.Ordinal)
                ? Products.Keys.Where(key => key == Number(id) / 10).Select(key => new JsonObject { ["variant"] = new JsonObject { ["product"] = new JsonObject { ["id"] = $"gid://shopify/Product/{key}" } } }).FirstOrDefault()
                : Products.GetValueOrDefault(Number(id))?.Nested(0));
        return Data(new JsonObject { ["nodes"] = new JsonArray([.. nodes]) });
    }

    private IResult Subscribe(JsonElement variables)
    {
        bool isNew = Subscriptions.TryAdd(variables.GetProperty("topic").GetString()!, variables.GetProperty("uri").GetString()!);
        return Data(new JsonObject { ["webhookSubscriptionCreate"] = new JsonObject { ["userErrors"] = isNew ? new JsonArray() : new JsonArray(new JsonObject { ["message"] = "Address for this topic has already been taken" }) } });
    }

    private IResult Bulk() => Data(new JsonObject
    {
        ["bulkOperation"] = new JsonObject
        {
            ["id"] = $"gid://shopify/BulkOperation/{_bulks}", ["status"] = BulkStatus, ["errorCode"] = BulkStatus == "FAILED" ? "TIMEOUT" : null,
            ["objectCount"] = Text(Products.Values.Sum(product => 1L + product.Variants + 1)), ["rootObjectCount"] = Text(Products.Count),
            ["url"] = Products.Count > 0 && BulkStatus == "COMPLETED" ? $"{Address}bulk/{_bulks}.jsonl?signature=x" : null, ["partialDataUrl"] = BulkStatus == "FAILED" ? $"{Address}bulk/{_bulks}.jsonl" : null,
        },
    });

    private async Task DownloadAsync(HttpContext context)
    {
        Downloads.Enqueue(context.Request.Headers);
        List<ShopifyProduct> products;
        lock (Products)
        {
            products = [.. Products.Values];
        }

        int sent = 0;
        foreach (string line in BulkLines(products.SelectMany(product => product.Lines())))
        {
            byte[] bytes = Encoding.UTF8.GetBytes(line + "\n");
            sent += bytes.Length;
            await context.Response.Body.WriteAsync(bytes);
            if (sent > BulkBreaksAfter)
            {
                await context.Response.Body.FlushAsync();
                context.Features.Get<IHttpRequestLifetimeFeature>()!.Abort();
                return;
            }
        }
    }

    private async Task<IResult> GrantAsync(HttpRequest request)
    {
        var body = await JsonSerializer.DeserializeAsync<JsonElement>(request.Body);
        Grants.Enqueue(body);
        return Grant(body) is { } granted ? Results.Json(granted) : Results.Json(new { error = "invalid_request" }, statusCode: 400);
    }

    internal static JsonObject Listed(IEnumerable<JsonNode> nodes, bool hasNext, string? end) => new()
    {
        ["pageInfo"] = new JsonObject { ["hasNextPage"] = hasNext, ["endCursor"] = end }, ["nodes"] = new JsonArray([.. nodes]),
    };

    private static IResult Data(JsonObject data, int cost = 1) => Results.Json(new { data, extensions = new { cost = new { requestedQueryCost = cost } } });

    private static long Number(string gid) => long.Parse(gid[(gid.LastIndexOf('/') + 1)..], CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
