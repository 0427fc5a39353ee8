using System.Globalization;
using GptMessenger.Api.Connect;
using GptMessenger.Api.Console.SignIn;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Pages;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Shops;
using MediatR;

namespace GptMessenger.Api.Shopify;

/// <summary>An owner connects a shop: there, to Shopify, and back.</summary>
internal static partial class ShopifyInstall
{
    public const string Path = "/connect/shopify";

    private const string Cookie = "shopify_install";

    private const string NotAsked = "This answer belongs to no question that was asked from this browser in the last ten minutes, or it was used already.";

    /// <summary>What Shopify's own libraries allow.</summary>
    private static readonly TimeSpan LongestWay = TimeSpan.FromSeconds(90);

    public static void MapShopifyInstall(this IEndpointRouteBuilder connect)
    {
        connect.MapGet("", BeginAsync).RequireAuthorization(owner => owner.RequireRole(Roles.Owner));
        connect.MapGet("/callback", FinishAsync);
    }

    /// <summary>A link and no redirect: the pages' policy lets forms lead nowhere else.</summary>
    private static async Task<IResult> BeginAsync(HttpContext context, string? shop, InstallTickets tickets, ConnectOptions options, ISender sender, CancellationToken cancellationToken)
    {
        if (!ShopDomain.TryParse(shop?.Trim(), out var domain))
        {
            return Told("Which shop?", "Enter the shop's address at Shopify, such as some-shop.myshopify.com; it is not the address that customers know.", StatusCodes.Status400BadRequest);
        }

        var (state, ticket) = tickets.Issue(ConsoleUser.Of(context.User)!.Tenant, domain);
        if (await sender.Send(new BeginShopInstall(domain, state), cancellationToken) is not { } address)
        {
            return Told("Not set up", "SHOPIFY_API_KEY, SHOPIFY_API_SECRET and PUBLIC_URL have to be set first.", StatusCodes.Status503ServiceUnavailable);
        }

        context.Response.Cookies.Append(Cookie, ticket, CookieFor(options));
        return ConnectHtml.Page(ConnectHtml.GoToShopify(domain.Value, address));
    }

    private static async Task<IResult> FinishAsync(
        HttpContext context, InstallTickets tickets, ShopifyAppOptions app, ConnectOptions options, ISender sender, TimeProvider clock, ILogger<ShopGrant> logger, CancellationToken cancellationToken)
    {
        var query = context.Request.Query;
        var ticket = tickets.Read(context.Request.Cookies[Cookie], query["state"]);
        context.Response.Cookies.Delete(Cookie, CookieFor(options));
        string? wrong = ticket is null ? NotAsked
            : !CallbackSignature.IsValid(query, app.Secrets) ? "Shopify has not signed this answer."
            : !IsRecent(query["timestamp"], clock.GetUtcNow()) ? "This answer is too old."
            : !ShopDomain.TryParse(query["shop"], out var shop) || shop != ticket.Shop ? "This answer is of another shop."
            : query["code"].ToString() is not { Length: > 0 and <= 512 } ? "This answer holds no code."
            : null;
        if (wrong is not null)
        {
            return Refused(wrong);
        }

        try
        {
            if (await sender.Send(new TakeUpInstall(ticket!.Login, ticket.Tenant, ticket.Shop, query["code"].ToString()), cancellationToken) is not { } connected)
            {
                return Refused(NotAsked);
            }

            return Told("The shop is connected", $"{connected.Domain} is being read. Its products can be asked for in a few minutes; you can close this page.");
        }
        catch (ShopUnreachableException e)
        {
            LogRefused(logger, e.Message);
            return Told("The shop was not connected", e.Message, StatusCodes.Status422UnprocessableEntity);
        }
        catch (StoreUnavailableException e)
        {
            LogRefused(logger, e.Message);
            return Told("The shop may not be connected", "What Shopify gave could not be kept. Begin once more in a minute.", StatusCodes.Status503ServiceUnavailable);
        }

        IResult Refused(string why)
        {
            LogRefused(logger, why);
            return Told("The shop was not connected", $"{why} Begin once more.", StatusCodes.Status403Forbidden);
        }
    }

    private static IResult Told(string title, string text, int status = StatusCodes.Status200OK) => ConnectHtml.Page(ConnectHtml.Told(title, text), status);

    private static bool IsRecent(string? timestamp, DateTimeOffset now) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && Math.Abs(now.ToUnixTimeSeconds() - (decimal)seconds) <= (decimal)LongestWay.TotalSeconds;

    // Lax: it has to come along when Shopify sends the browser back.
    private static CookieOptions CookieFor(ConnectOptions options) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = options.IsHttps, MaxAge = LoginId.Lifetime, Path = Path, IsEssential = true,
    };

    [LoggerMessage(LogLevel.Warning, "A shop was not connected: {Reason}")]
    private static partial void LogRefused(ILogger logger, string reason);
}
