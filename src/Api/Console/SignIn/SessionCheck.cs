using System.Security.Claims;
using GptMessenger.Api.Admin;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Operators;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

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
    private const string CheckedAt = "checked";

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var now = clock.GetUtcNow();
        if (context.Properties.Items.TryGetValue(CheckedAt, out string? text) && DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var last) && now - last < SessionCheck.Interval)
        {
            return;
        }

        if (context.Principal is null || !await check.HoldsAsync(context.Principal, context.HttpContext.RequestAborted))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(ConsoleUser.Scheme);
            return;
        }

        context.Properties.Items[CheckedAt] = now.ToString("O");
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
