using GptMessenger.Application.Audit;
using GptMessenger.Application.Operators;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace GptMessenger.Api.Console.SignIn;

/// <summary>
/// Signs in whom the identity provider vouches for, by their e-mail address. Who may come in, to which tenant and as what, is for our accounts to
/// say: an address without an account gets nowhere.
/// </summary>
internal static partial class OpenIdSignIn
{
    public const string Scheme = "openid";
    public const string Start = "/sign-in/openid";

    public static void AddOpenId(this AuthenticationBuilder authentication, OpenIdOptions options, bool isHttps) => authentication.AddOpenIdConnect(Scheme, openId =>
    {
        openId.SignInScheme = ConsoleUser.Scheme;
        openId.Authority = options.Authority.AbsoluteUri;
        openId.RequireHttpsMetadata = !options.Authority.IsLoopback;
        (openId.ClientId, openId.ClientSecret) = (options.ClientId, options.ClientSecret);
        openId.ResponseType = OpenIdConnectResponseType.Code;
        openId.UsePkce = true;

        // Back by a link and not by a form of the provider's page: with that, Lax cookies come along, also where there is no https.
        openId.ResponseMode = OpenIdConnectResponseMode.Query;
        foreach (var cookie in new[] { openId.CorrelationCookie, openId.NonceCookie })
        {
            (cookie.SameSite, cookie.SecurePolicy, cookie.Path) = (SameSiteMode.Lax, isHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest, Start);
        }

        openId.CallbackPath = $"{Start}/callback";
        openId.MapInboundClaims = false;
        openId.GetClaimsFromUserInfoEndpoint = true;
        openId.Scope.Clear();
        openId.Scope.Add("openid");
        openId.Scope.Add("email");
        openId.Events = new OpenIdConnectEvents { OnTicketReceived = ReceiveAsync, OnRemoteFailure = FailAsync };
    });

    private static async Task ReceiveAsync(TicketReceivedContext context)
    {
        var services = context.HttpContext.RequestServices;
        string? address = context.Principal?.FindFirst("email")?.Value;
        bool isVerified = string.Equals(context.Principal?.FindFirst("email_verified")?.Value, "true", StringComparison.OrdinalIgnoreCase);
        var found = address is null || !isVerified ? null : await services.GetRequiredService<IOperators>().FindAsync(address, context.HttpContext.RequestAborted);
        if (found is null)
        {
            Refuse(context, "there is no account with an e-mail address that the provider has verified.");
            return;
        }

        var user = SignInEndpoints.UserOf(found.Account);
        await services.GetRequiredService<IAuditLog>().WriteAsync(
            user.Tenant, new AuditEntry(services.GetRequiredService<TimeProvider>().GetUtcNow(), user.Name, "signed in", null, null, null), context.HttpContext.RequestAborted);
        context.Principal = user.ToPrincipal();
        context.Properties = new AuthenticationProperties();
    }

    private static Task FailAsync(RemoteFailureContext context)
    {
        Refuse(context, context.Failure?.Message ?? "the provider said no.");
        return Task.CompletedTask;
    }

    private static void Refuse(HandleRequestContext<RemoteAuthenticationOptions> context, string reason)
    {
        LogRefused(context.HttpContext.RequestServices.GetRequiredService<ILogger<Entry>>(), reason);
        context.Response.Redirect($"{context.Request.PathBase}{SignInEndpoints.Path}?problem=unknown");
        context.HandleResponse();
    }

    [LoggerMessage(LogLevel.Warning, "Nobody was signed in with OpenID Connect: {Reason}")]
    private static partial void LogRefused(ILogger logger, string reason);
}
