using System.Security.Claims;
using GptMessenger.Api.Admin;
using GptMessenger.Api.Console.Shell;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Operators;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GptMessenger.Api.Console.SignIn;

/// <summary>Whether a session still holds: the admin key is the same, the account is there with the same password, role and tenant.</summary>
internal sealed partial class SessionCheck(AdminKey key, IOperators operators, ILogger<SessionCheck> logger)
{
    /// <summary>How long a session may go on after its account is gone.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    public async Task<bool> HoldsAsync(ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        if (ConsoleUser.Of(principal) is not { } user)
        {
            return false;
        }

        if (user.IsKey)
        {
            return user.Stamp == key.Name;
        }

        try
        {
            return await operators.FindAsync(user.Name, cancellationToken) is { Account: var account }
                && account.Stamp == user.Stamp && account.Tenant == user.Tenant && account.Role == user.Role;
        }
        catch (StoreUnavailableException e)
        {
            // Nothing can be done in the console either while the store is away; throwing everybody out would add nothing but alarm.
            LogUnknown(user.Name, e.Message);
            return true;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Whether the session of {Name} still holds is not known, it goes on: {Reason}")]
    private partial void LogUnknown(string name, string reason);
}

/// <summary>Asks for each request, a minute after the last time.</summary>
internal sealed class SessionCookie(SessionCheck check, TimeProvider clock) : CookieAuthenticationEvents
{
    /// <summary>The page itself says that it is not for them.</summary>
    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context) =>
        new RazorComponentResult<ConsoleDocument> { StatusCode = StatusCodes.Status403Forbidden }.ExecuteAsync(context.HttpContext);

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (context.Properties.IssuedUtc is { } issued && clock.GetUtcNow() - issued < SessionCheck.Interval)
        {
            return;
        }

        if (context.Principal is null || !await check.HoldsAsync(context.Principal, context.HttpContext.RequestAborted))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(ConsoleUser.Scheme);
            return;
        }

        // Issued anew, it is not asked about for another minute.
        context.ShouldRenew = true;
    }
}

/// <summary>Asks every minute for each open page.</summary>
internal sealed class CircuitSession(ILoggerFactory loggers, SessionCheck check) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => SessionCheck.Interval;

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        check.HoldsAsync(authenticationState.User, cancellationToken);
}
