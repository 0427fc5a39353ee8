using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Shops;
using Microsoft.AspNetCore.DataProtection;

namespace GptMessenger.Api.Shopify;

/// <summary>
/// Binds an answer from Shopify to the question: same browser, tenant and shop, within ten minutes, once. The ticket is a cookie, sealed with a key of
/// our own. Signed with the app's secret it would be worth a webhook's signature.
/// </summary>
internal sealed class InstallTickets(IDataProtectionProvider protection, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private const int StateBytes = 32;

    // Those that came back, until they are too old anyway. Another node does not know them, but there Shopify's code is used up as well.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _used = new(StringComparer.Ordinal);

    private readonly IDataProtector _protector = protection.CreateProtector("GptMessenger.Shopify.Install");

    public (string State, string Ticket) Issue(TenantId tenant, ShopDomain shop)
    {
        string state = Convert.ToBase64String(RandomNumberGenerator.GetBytes(StateBytes)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        return (state, _protector.Protect(JsonSerializer.Serialize(new Ticket(state, tenant.Value, shop.Value, clock.GetUtcNow() + Lifetime))));
    }

    /// <returns>Null: it is forged, of another browser, too old, or was used.</returns>
    public (TenantId Tenant, ShopDomain Shop)? Use(string? ticket, string? state)
    {
        if (string.IsNullOrEmpty(ticket) || string.IsNullOrEmpty(state) || Open(ticket) is not { } opened)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        foreach (var old in _used.Where(pair => pair.Value < now))
        {
            _used.TryRemove(old);
        }

        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(opened.State), Encoding.UTF8.GetBytes(state)) && opened.Until > now
            && _used.TryAdd(opened.State, opened.Until) && TenantId.TryParse(opened.Tenant, out var tenant) && ShopDomain.TryParse(opened.Shop, out var shop)
            ? (tenant, shop)
            : null;
    }

    private Ticket? Open(string ticket)
    {
        try
        {
            return JsonSerializer.Deserialize<Ticket>(_protector.Unprotect(ticket));
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }

    private sealed record Ticket(string State, string Tenant, string Shop, DateTimeOffset Until);
}
