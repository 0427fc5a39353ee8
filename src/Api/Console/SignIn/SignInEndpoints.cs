using System.Net;
using GptMessenger.Api.Admin;
using GptMessenger.Application.Audit;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Operators;
using GptMessenger.Domain.Conversations;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace GptMessenger.Api.Console.SignIn;

/// <summary>The ways into the console and out of it. What goes wrong is told on the sign-in page, in words that do not say which half was wrong.</summary>
internal static class SignInEndpoints
{
    public const string Path = "/sign-in";

    private const int MaxForm = 16 * 1024;

    public static void MapSignIn(this IEndpointRouteBuilder console)
    {
        console.MapPost($"{Path}/key", WithKeyAsync).AllowAnonymous().WithMetadata(new RequestSizeLimitAttribute(MaxForm));
        console.MapPost($"{Path}/name", WithNameAsync).AllowAnonymous().WithMetadata(new RequestSizeLimitAttribute(MaxForm));
        console.MapGet(OpenIdSignIn.Start, (string? to, SignInOptions options) => options.OpenId is null
            ? Results.NotFound()
            : Results.Challenge(new AuthenticationProperties { RedirectUri = Local(to) }, [OpenIdSignIn.Scheme])).AllowAnonymous();
        console.MapPost("/sign-out", SignOutAsync).WithMetadata(new RequestSizeLimitAttribute(MaxForm));
    }

    private static Task<IResult> WithKeyAsync(HttpContext context, AdminKey key, Entry entry) => entry.TryAsync(context, "key", async form =>
    {
        if (!TenantId.TryParse(form["tenant"].ToString().Trim(), out var tenant) || !key.Is(form["key"].ToString()))
        {
            return null;
        }

        return await Task.FromResult(new ConsoleUser(ConsoleUser.KeyHolder, tenant, OperatorRole.Owner, key.Name, IsKey: true));
    });

    private static Task<IResult> WithNameAsync(HttpContext context, UserManager<Account> accounts, Entry entry) => entry.TryAsync(context, "name", async form =>
    {
        string password = form["password"].ToString();
        if (await accounts.FindByNameAsync(form["name"].ToString().Trim()) is not { } account)
        {
            // As long as for a name that exists.
            accounts.PasswordHasher.HashPassword(null!, password);
            return null;
        }

        if (await accounts.IsLockedOutAsync(account))
        {
            return null;
        }

        if (!await accounts.CheckPasswordAsync(account, password))
        {
            await CountAsync(accounts, account);
            return null;
        }

        await accounts.ResetAccessFailedCountAsync(account);
        return UserOf(account.Content);
    });

    /// <summary>Also where other tries on the same account are counted at the same time.</summary>
    private static async Task CountAsync(UserManager<Account> accounts, Account account)
    {
        for (int left = 5; !(await accounts.AccessFailedAsync(account)).Succeeded && left > 0 && await accounts.FindByNameAsync(account.Content.Name) is { } now; left--)
        {
            account = now;
        }
    }

    public static ConsoleUser UserOf(Operator account) => new(account.Name, account.Tenant, account.Role, account.Stamp, IsKey: false);

    /// <summary>An address on this host, whatever was asked for.</summary>
    public static string Local(string? to) => to is { Length: > 1 and < 512 } && to[0] == '/' && to[1] is not ('/' or '\\') && !to.Any(char.IsControl) ? to : "/";

    private static async Task<IResult> SignOutAsync(HttpContext context, IAntiforgery forgery)
    {
        if (await forgery.IsRequestValidAsync(context))
        {
            await context.SignOutAsync(ConsoleUser.Scheme);
        }

        return Entry.SeeOther($"{context.Request.PathBase}{Path}");
    }
}

/// <summary>What every try to get in goes through: not forged, not too often, written down.</summary>
internal sealed class Entry(IAntiforgery forgery, EntryLimit limit, IAuditLog audit, TimeProvider clock)
{
    public async Task<IResult> TryAsync(HttpContext context, string way, Func<IFormCollection, Task<ConsoleUser?>> identify)
    {
        if (!await IsOursAsync(context))
        {
            return Back(context, "stale", to: null);
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        string to = form["to"].ToString();
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        using var entering = await limit.EnterAsync(address, context.RequestAborted);
        if (entering is null)
        {
            return Back(context, "many", to);
        }

        try
        {
            if (await identify(form) is not { } user)
            {
                limit.NoteFailure(address);
                return Back(context, way, to);
            }

            await audit.WriteAsync(user.Tenant, new AuditEntry(clock.GetUtcNow(), user.Name, "signed in", null, null, null), context.RequestAborted);
            await context.SignInAsync(ConsoleUser.Scheme, user.ToPrincipal());
            return SeeOther($"{context.Request.PathBase}{SignInEndpoints.Local(to)}");
        }
        catch (Exception e) when (e is StoreUnavailableException or UnreadableFileException)
        {
            return Back(context, "store", to);
        }
    }

    private async Task<bool> IsOursAsync(HttpContext context)
    {
        try
        {
            return await forgery.IsRequestValidAsync(context);
        }
        catch (Exception e) when (e is BadHttpRequestException or AntiforgeryValidationException)
        {
            // It is no form, or larger than any of ours.
            return false;
        }
    }

    /// <summary>After a form: the browser gets a page, and does not send the form again when it is reloaded.</summary>
    public static IResult SeeOther(string address) => new Redirection(address);

    private static IResult Back(HttpContext context, string problem, string? to) =>
        SeeOther($"{context.Request.PathBase}{SignInEndpoints.Path}?problem={problem}{(string.IsNullOrEmpty(to) ? "" : $"&to={Uri.EscapeDataString(to)}")}");

    private sealed class Redirection(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            (httpContext.Response.StatusCode, httpContext.Response.Headers.Location) = (StatusCodes.Status303SeeOther, address);
            return Task.CompletedTask;
        }
    }
}
