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
internal static class OpenIdSignIn
{
    public const string Scheme = "openid";
    public const string Callback = "/sign-in/openid/callback";

    public static void AddOpenId(this AuthenticationBuilder authentication, OpenIdOptions options, bool allowsHttp) => authentication.AddOpenIdConnect(Scheme, openId =>
    {
        openId.SignInScheme = ConsoleUser.Scheme;
        openId.Authority = options.Authority.AbsoluteUri;
        openId.RequireHttpsMetadata = !allowsHttp;
        (openId.ClientId, openId.ClientSecret) = (options.ClientId, options.ClientSecret);
        openId.ResponseType = OpenIdConnectResponseType.Code;
        openId.UsePkce = true;
        openId.CallbackPath = Callback;
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
            Refuse(context);
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
        Refuse(context);
        return Task.CompletedTask;
    }

    private static void Refuse(HandleRequestContext<RemoteAuthenticationOptions> context)
    {
        context.Response.Redirect($"{context.Request.PathBase}{SignInEndpoints.Path}?problem=unknown");
        context.HandleResponse();
    }
}
