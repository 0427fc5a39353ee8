using System.Security.Cryptography;
using GptMessenger.Api.Admin;
using GptMessenger.Domain.Conversations;
using Microsoft.AspNetCore.DataProtection;

namespace GptMessenger.Api.Connect;

/// <summary>Remembers in a sealed cookie that somebody had the admin key and for which tenant, for some hours. Another key ends all sessions.</summary>
internal sealed class OwnerSession(IDataProtectionProvider protection, AdminKey key, ConnectOptions options)
{
    public const string Cookie = "gptm-owner";

    private const int MaxLength = 4096;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("GptMessenger.Owner", key.Name).ToTimeLimitedDataProtector();

    public void Begin(HttpContext context, TenantId tenant) =>
        context.Response.Cookies.Append(Cookie, _protector.Protect(tenant.Value, Lifetime), Options(Lifetime));

    public void End(HttpContext context) => context.Response.Cookies.Delete(Cookie, Options(lifetime: null));

    /// <summary>Whose owner this browser belongs to; null: nobody's, or no longer.</summary>
    public TenantId? TenantOf(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { Length: > 0 and <= MaxLength } cookie)
        {
            return null;
        }

        try
        {
            return TenantId.TryParse(_protector.Unprotect(cookie), out var tenant) ? tenant : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // Lax: it must come along when a platform sends the browser back.
    private CookieOptions Options(TimeSpan? lifetime) => new()
    {
        HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = options.IsHttps, Path = HomeEndpoints.Path, MaxAge = lifetime, IsEssential = true,
    };
}
