using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Shops;
using Microsoft.AspNetCore.DataProtection;

namespace GptMessenger.Api.Shopify;

/// <summary>
/// Binds an answer from Shopify to the question: same browser, tenant and shop, within ten minutes. The ticket is a cookie, sealed with a key of our own
/// that any node has. Signed with the app's secret it would be worth a webhook's signature. That it is used once is seen to by <see cref="IPendingLogins"/>.
/// </summary>
internal sealed class InstallTickets(IDataProtectionProvider protection, TimeProvider clock)
{
    private const int StateBytes = 32, MaxLength = 4096;

    private readonly IDataProtector _protector = protection.CreateProtector("GptMessenger.Shopify.Install");

    public (string State, string Ticket) Issue(TenantId tenant, ShopDomain shop)
    {
        string state = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(StateBytes));
        return (state, _protector.Protect(JsonSerializer.Serialize(new Ticket(state, tenant.Value, shop.Value, clock.GetUtcNow().ToUnixTimeSeconds()))));
    }

    /// <returns>Null: it is forged, of another browser, or too old.</returns>
    public InstallTicket? Read(string? ticket, string? state) =>
        state is { Length: > 0 and <= MaxLength } && ticket is { Length: > 0 and <= MaxLength } && Open(ticket) is { } opened
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(opened.State), Encoding.UTF8.GetBytes(state))
        && DateTimeOffset.FromUnixTimeSeconds(opened.Begun) is var begun && clock.GetUtcNow() - begun < LoginId.Lifetime
        && TenantId.TryParse(opened.Tenant, out var tenant) && ShopDomain.TryParse(opened.Shop, out var shop)
            ? new InstallTicket(new LoginId(begun, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)))), tenant, shop)
            : null;

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

    private sealed record Ticket(string State, string Tenant, string Shop, long Begun);
}

/// <param name="Login">Which way to Shopify and back it is of.</param>
/// <param name="Tenant">Whose shop it is to be.</param>
/// <param name="Shop">Which one was asked for.</param>
internal sealed record InstallTicket(LoginId Login, TenantId Tenant, ShopDomain Shop);
