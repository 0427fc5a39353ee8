using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Testing;

/// <param name="Id">The page.</param>
/// <param name="Name">As its owner named it.</param>
/// <param name="Tasks">What the person may do there.</param>
public sealed record MetaPage(string Id, string Name, params string[] Tasks)
{
    public string Token { get; init; } = $"EAAGpage-token-of-{Id}";
}

/// <summary>
/// Meta as an owner meets it who connects pages: the login's dialog, tokens, accounts, subscriptions and profiles, over real HTTP. It is as
/// strict as Meta says it is: exact redirect, one use of a code, PKCE, a proof with every call.
/// </summary>
public sealed partial class EmulatedMeta : IAsyncDisposable
{
    public const string Person = "700000000000001";
    public const string UserToken = "EAAGshort-lived-user-token";
    public const string LongLivedToken = "EAAGlong-lived-user-token";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> _codes = new(StringComparer.Ordinal);

    private EmulatedMeta(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public IList<MetaPage> Pages { get; } = [];

    /// <summary>How many pages an answer about accounts holds.</summary>
    public int PageSize { get; set; } = 2;

    /// <summary>An answer instead of the usual one, by the path's last part.</summary>
    public Func<string, IResult?> Instead { get; set; } = _ => null;

    /// <summary>Page and fields of each subscription; an ended one has none.</summary>
    public ConcurrentQueue<(string Page, string Fields)> Subscriptions { get; } = new();

    public ConcurrentQueue<(string Page, string Body)> Profiles { get; } = new();

    /// <summary>Which page was spoken for with which token, and the text.</summary>
    public ConcurrentQueue<(string Page, string Token, string Text)> Sends { get; } = new();

    /// <summary>The profile of a customer by their id; by default the app may not see it.</summary>
    public Func<string, IResult> Profile { get; set; } = _ => Outside.GraphError(100, 2018218);

    public ConcurrentQueue<string> Codes { get; } = new();

    public static async Task<EmulatedMeta> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var meta = new EmulatedMeta(builder.Build());
        meta._app.MapPost("/{version}/oauth/access_token", meta.ExchangeAsync);
        meta._app.MapGet("/{version}/me", (HttpContext context) => meta.Answer(context, "me", token => meta.Me(token)));
        meta._app.MapGet("/{version}/me/accounts", (HttpContext context, int limit, int? after) => meta.Answer(context, "accounts", token => meta.Accounts(token, limit, after ?? 0)));
        meta._app.MapPost("/{version}/{page}/subscribed_apps", (HttpContext context, string page) => meta.Answer(context, "subscribed_apps", token => meta.Subscribe(page, token, context.Request.Query["subscribed_fields"]!)));
        meta._app.MapDelete("/{version}/{page}/subscribed_apps", (HttpContext context, string page) => meta.Answer(context, "subscribed_apps", token => meta.Subscribe(page, token, "")));
        meta._app.MapPost("/{version}/{page}/messenger_profile", async (HttpContext context, string page) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            string body = await reader.ReadToEndAsync();
            return meta.Answer(context, "messenger_profile", _ =>
            {
                meta.Profiles.Enqueue((page, body));
                return Results.Json(new { result = "success" });
            });
        });
        meta._app.MapPost("/{version}/{page}/messages", (HttpContext context, string page, JsonObject body) => meta.Answer(context, "messages", token => meta.Send(page, token, body)));
        meta._app.MapGet("/{version}/{page}", (HttpContext context, string page) => meta.Pages.FirstOrDefault(each => each.Id == page) is { } known
            ? meta.Answer(context, "page", token => Results.Json(new { id = page, name = known.Name, about = "We sell hoses.", access_token = token }))
            : meta.Answer(context, "profile", token => token == LongLivedToken ? Outside.GraphError(100) : meta.Profile(page)));
        meta.MapHealth();
        await meta._app.StartAsync();
        return meta;
    }

    /// <summary>The person says yes in the dialog; where Facebook sends the browser then.</summary>
    public Uri Approve(Uri dialog)
    {
        var asked = QueryHelpers.ParseQuery(dialog.Query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        string code = $"AQcode-{Guid.NewGuid():N}";
        _codes[code] = asked;
        Codes.Enqueue(code);
        return new Uri(QueryHelpers.AddQueryString(asked["redirect_uri"], new Dictionary<string, string?> { ["code"] = code, ["state"] = asked["state"] }));
    }

    /// <summary>The person says no.</summary>
    public static Uri Deny(Uri dialog)
    {
        var asked = QueryHelpers.ParseQuery(dialog.Query);
        return new Uri(QueryHelpers.AddQueryString(asked["redirect_uri"]!, new Dictionary<string, string?>
        {
            ["error"] = "access_denied", ["error_reason"] = "user_denied", ["error_description"] = "<script>alert(1)</script>", ["state"] = asked["state"],
        }));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task<IResult> ExchangeAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (Instead("access_token") is { } other)
        {
            return other;
        }

        if (form["client_id"] != Product.AppId || form["client_secret"] != Product.AppSecret)
        {
            return Outside.GraphError(101);
        }

        if (form["grant_type"] == "fb_exchange_token")
        {
            return form["fb_exchange_token"] == UserToken ? Token(LongLivedToken) : Outside.GraphError(190);
        }

        return _codes.TryRemove(form["code"].ToString(), out var asked) && asked["redirect_uri"] == form["redirect_uri"] && asked["client_id"] == Product.AppId
            && asked["code_challenge_method"] == "S256" && asked["code_challenge"] == WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())))
            ? Token(UserToken)
            : Outside.GraphError(100, 36009);
    }

    private static IResult Token(string token) => Results.Json(new { access_token = token, token_type = "bearer", expires_in = 5183944 });

    private IResult Answer(HttpContext context, string what, Func<string, IResult> answer)
    {
        string token = context.Request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal);
        string proof = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Product.AppSecret), Encoding.UTF8.GetBytes(token)));
        bool isKnown = token == LongLivedToken || Pages.Any(page => page.Token == token);
        return Instead(what) is { } other ? other
            : !isKnown ? Outside.GraphError(190)
            : context.Request.Query["appsecret_proof"] == proof ? answer(token)
            : Outside.GraphError(100);
    }

    private IResult Me(string token) => Pages.FirstOrDefault(page => page.Token == token) is { } page
        ? Results.Json(new { id = page.Id, name = page.Name })
        : Results.Json(new { id = Person });

    private IResult Accounts(string token, int limit, int after)
    {
        if (token != LongLivedToken)
        {
            return Outside.GraphError(190);
        }

        int size = Math.Min(PageSize, limit), end = after + size;
        return Results.Json(new
        {
            data = Pages.Skip(after).Take(size).Select(page => new { access_token = page.Token, category = "Shop", name = page.Name, id = page.Id, tasks = page.Tasks }),
            paging = new { cursors = new { after = end.ToString(CultureInfo.InvariantCulture) }, next = end < Pages.Count ? $"{Address}/next" : null },
        });
    }

    private IResult Subscribe(string page, string token, string fields)
    {
        if (Pages.FirstOrDefault(each => each.Id == page)?.Token != token)
        {
            return Outside.GraphError(190);
        }

        Subscriptions.Enqueue((page, fields));

        // Its documentation prints a text, its answers a truth.
        return fields.Length > 0 ? Results.Json(new { success = "true" }) : Results.Json(new { success = true });
    }

    private IResult Send(string page, string token, JsonObject body)
    {
        string recipient = (string)body["recipient"]!["id"]!;
        if (body["message"] is not { } message)
        {
            return Results.Json(new { recipient_id = recipient });
        }

        Sends.Enqueue((page, token, (string?)message["text"] ?? ""));
        return Results.Json(new { recipient_id = recipient, message_id = $"m_{Guid.NewGuid():N}" });
    }
}
