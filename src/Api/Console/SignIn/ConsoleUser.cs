using System.Security.Claims;
using GptMessenger.Application.Operators;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Api.Console.SignIn;

/// <summary>Who is signed in. Every page works for this tenant and no other: no address names one.</summary>
/// <param name="Name">As the activity log names them.</param>
/// <param name="Tenant">Whose conversations are seen.</param>
/// <param name="Role">What may be done.</param>
/// <param name="Stamp">The session ends when the account's (or the admin key's) differs from it.</param>
/// <param name="IsKey">Signed in with the admin key, not by name.</param>
internal sealed record ConsoleUser(string Name, TenantId Tenant, OperatorRole Role, string Stamp, bool IsKey)
{
    public const string Scheme = "console";

    /// <summary>What the activity log calls whoever holds the key.</summary>
    public const string KeyHolder = "admin key";

    private const string TenantClaim = "tenant";
    private const string StampClaim = "stamp";
    private const string KeyClaim = "key";

    /// <summary>Null: nobody is signed in.</summary>
    public static ConsoleUser? Of(ClaimsPrincipal? principal) =>
        principal?.Identity is ClaimsIdentity { IsAuthenticated: true, AuthenticationType: Scheme, Name: { } name } identity
        && TenantId.TryParse(identity.FindFirst(TenantClaim)?.Value, out var tenant) && identity.FindFirst(StampClaim)?.Value is { } stamp
            ? new ConsoleUser(name, tenant, identity.HasClaim(ClaimTypes.Role, Roles.Owner) ? OperatorRole.Owner : OperatorRole.Operator, stamp, identity.HasClaim(KeyClaim, "1"))
            : null;

    public ClaimsPrincipal ToPrincipal()
    {
        var identity = new ClaimsIdentity(Scheme);
        identity.AddClaims([new(ClaimTypes.Name, Name), new(ClaimTypes.Role, Role == OperatorRole.Owner ? Roles.Owner : Roles.Operator), new(TenantClaim, Tenant.Value), new(StampClaim, Stamp)]);
        if (IsKey)
        {
            identity.AddClaim(new Claim(KeyClaim, "1"));
        }

        return new ClaimsPrincipal(identity);
    }
}

/// <summary>The names of the roles, as attributes want them.</summary>
internal static class Roles
{
    public const string Owner = "owner";
    public const string Operator = "operator";
}
