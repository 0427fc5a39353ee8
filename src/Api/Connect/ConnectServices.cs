using System.Security.Cryptography;
using System.Text;
using GptMessenger.Api.Shopify;
using GptMessenger.Application.Pages;

namespace GptMessenger.Api.Connect;

/// <summary>Where owners connect pages with a browser.</summary>
internal static class ConnectServices
{
    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(ConnectHtml.Style)))}'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public static IServiceCollection AddConnect(this IServiceCollection services, ConnectOptions options)
    {
        services.AddAntiforgery();
        return services.AddSingleton(options).AddSingleton(new ConnectAddress(options.Of("/pages"))).AddSingleton<LoginTickets>();
    }

    public static void MapConnect(this WebApplication app)
    {
        var connect = app.MapGroup("/connect").AsPlainPages();
        connect.MapGroup("/facebook").MapFacebookLogin();
        connect.MapGroup("/shopify").MapShopifyInstall();
    }

    /// <summary>Documents without a script, which nobody may frame, keep, or learn the address of.</summary>
    public static RouteGroupBuilder AsPlainPages(this RouteGroupBuilder pages)
    {
        pages.AddEndpointFilter(async (context, next) =>
        {
            // The answer is written later: antiforgery complains of what it finds set already.
            object? answer = await next(context);
            var headers = context.HttpContext.Response.Headers;
            (headers.ContentSecurityPolicy, headers.CacheControl, headers.XContentTypeOptions) = (Policy, "no-store", "nosniff");
            headers["Referrer-Policy"] = "no-referrer";
            return answer;
        });
        return pages;
    }
}
