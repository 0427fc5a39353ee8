using System.Globalization;
using System.Net.Mime;
using System.Text;
using System.Text.Encodings.Web;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Shops;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GptMessenger.Api.Shopify;

/// <summary>An owner connects a shop: there, to Shopify, and back.</summary>
internal static partial class ShopifyInstall
{
    public const string Path = "/connect/shopify";
    public const string CallbackPath = "/connect/shopify/callback";

    private const string Cookie = "shopify_install";

    /// <summary>What Shopify's own libraries allow.</summary>
    private static readonly TimeSpan LongestWay = TimeSpan.FromSeconds(90);

    public static void MapShopifyInstall(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, BeginAsync);
        routes.MapGet(CallbackPath, FinishAsync);
    }

    private static async Task<IResult> BeginAsync(HttpContext context, string? tenant, string? shop, InstallTickets tickets, ShopifyAppOptions app, ISender sender, CancellationToken cancellationToken)
    {
        if (!TenantId.TryParse(tenant, out var owner) || !ShopDomain.TryParse(shop, out var domain))
        {
            return TypedResults.Problem("tenant should be a tenant's id and shop its address at Shopify, such as some-shop.myshopify.com.", statusCode: StatusCodes.Status400BadRequest);
        }

        var (state, ticket) = tickets.Issue(owner, domain);
        if (await sender.Send(new BeginShopInstall(domain, state), cancellationToken) is not { } address)
        {
            return TypedResults.Problem("Set SHOPIFY_API_KEY, SHOPIFY_API_SECRET and PUBLIC_URL first.", statusCode: StatusCodes.Status409Conflict);
        }

        context.Response.Cookies.Append(Cookie, ticket, Options(app));
        return TypedResults.Redirect(address.AbsoluteUri);
    }

    private static async Task<IResult> FinishAsync(
        HttpContext context, InstallTickets tickets, ShopifyAppOptions app, ISender sender, TimeProvider clock, ILogger<ShopGrant> logger, CancellationToken cancellationToken)
    {
        var query = context.Request.Query;
        var ticket = tickets.Use(context.Request.Cookies[Cookie], query["state"]);
        context.Response.Cookies.Delete(Cookie, Options(app));
        string? wrong = ticket is null ? "This answer belongs to no question that was asked from this browser in the last ten minutes, or it was used already."
            : !CallbackSignature.IsValid(query, app.Secrets) ? "Shopify has not signed this answer."
            : !IsRecent(query["timestamp"], clock.GetUtcNow()) ? "This answer is too old."
            : !ShopDomain.TryParse(query["shop"], out var shop) || shop != ticket.Value.Shop ? "This answer is of another shop."
            : query["code"].ToString() is not { Length: > 0 and <= 512 } ? "This answer holds no code."
            : null;
        if (wrong is not null)
        {
            LogRefused(logger, wrong);
            return Page(StatusCodes.Status403Forbidden, "The shop was not connected", $"{wrong} Begin once more.");
        }

        try
        {
            var (tenant, domain) = ticket!.Value;
            var connected = await sender.Send(new ConnectShop(tenant, domain, new ShopGrant(query["code"].ToString(), IsCode: true)), cancellationToken);
            return Page(StatusCodes.Status200OK, "The shop is connected", $"{connected.Domain} is being read. Its products can be asked for in a few minutes; you can close this page.");
        }
        catch (ShopUnreachableException e)
        {
            LogRefused(logger, e.Message);
            return Page(StatusCodes.Status422UnprocessableEntity, "The shop was not connected", e.Message);
        }
        catch (StoreUnavailableException e)
        {
            LogRefused(logger, e.Message);
            return Page(StatusCodes.Status503ServiceUnavailable, "The shop may not be connected", "What Shopify gave could not be kept. Begin once more in a minute.");
        }
    }

    private static bool IsRecent(string? timestamp, DateTimeOffset now) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && Math.Abs(now.ToUnixTimeSeconds() - (decimal)seconds) <= (decimal)LongestWay.TotalSeconds;

    // Lax: it has to come along when Shopify sends the browser back.
    private static CookieOptions Options(ShopifyAppOptions app) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = app.IsHttps, MaxAge = InstallTickets.Lifetime, Path = Path, IsEssential = true,
    };

    private static ContentHttpResult Page(int status, string title, string text)
    {
        static string Encoded(string words) => HtmlEncoder.Default.Encode(words);
        return TypedResults.Text(
            $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{Encoded(title)}</title><h1>{Encoded(title)}</h1><p>{Encoded(text)}</p></html>",
            MediaTypeNames.Text.Html, Encoding.UTF8, status);
    }

    [LoggerMessage(LogLevel.Warning, "A shop was not connected: {Reason}")]
    private static partial void LogRefused(ILogger logger, string reason);
}
