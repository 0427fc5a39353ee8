using GptMessenger.Api.Console.SignIn;
using GptMessenger.Application.Audit;
using Microsoft.Net.Http.Headers;

namespace GptMessenger.Api.Admin;

/// <summary>Lets nobody past without the key, whatever is asked for below <c>/admin</c>.</summary>
internal static class AdminGate
{
    public const string Path = "/admin";

    private const string Scheme = "Bearer ";

    public static void UseAdminGate(this WebApplication app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase), admin => admin.Use(CheckAsync));

    private static Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        string? given = context.Request.Headers.Authorization;
        if (given?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true
            && context.RequestServices.GetRequiredService<AdminKey>().Is(given[Scheme.Length..].Trim()))
        {
            context.RequestServices.GetRequiredService<Acting>().As(ConsoleUser.KeyHolder);
            context.Response.Headers.CacheControl = "no-store";
            return next(context);
        }

        context.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer realm=\"admin\"";
        return TypedResults.Problem(
            given is null ? "Send the header 'Authorization: Bearer <ADMIN_API_KEY>'." : "That is not 'Bearer' and the key in ADMIN_API_KEY.",
            statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(context);
    }
}
