using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;
using Microsoft.AspNetCore.DataProtection;

namespace GptMessenger.Api.Connect;

/// <summary>
/// What ties Facebook's answer to the browser that asked and to the tenant: one half travels as <c>state</c>, the other stays in the browser as
/// a cookie, both sealed, so that any node can read them. That a login is taken up once only is seen to by <see cref="IPendingLogins"/>.
/// </summary>
internal sealed class LoginTickets(IDataProtectionProvider protection, TimeProvider clock)
{
    private const int Bytes = 32;
    private const int MaxLength = 4096;

    private readonly IDataProtector _state = protection.CreateProtector("GptMessenger.FacebookLogin", "state");
    private readonly IDataProtector _cookie = protection.CreateProtector("GptMessenger.FacebookLogin", "cookie");

    public LoginTicket Begin(TenantId tenant) => new(
        Random(), tenant, Random(), DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds()));

    public string State(LoginTicket ticket) => _state.Protect($"{ticket.Nonce} {ticket.Tenant} {Seconds(ticket)}");

    public string Cookie(LoginTicket ticket) => _cookie.Protect($"{ticket.Nonce} {ticket.Tenant} {Seconds(ticket)} {ticket.Verifier}");

    /// <returns>Null: it is none of ours, or over.</returns>
    public LoginTicket? Read(string? cookie) =>
        Open(_cookie, cookie) is [{ } nonce, { } tenantText, { } secondsText, { } verifier]
        && TenantId.TryParse(tenantText, out var tenant) && long.TryParse(secondsText, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
        && new LoginTicket(nonce, tenant, verifier, DateTimeOffset.FromUnixTimeSeconds(seconds)) is var ticket && clock.GetUtcNow() - ticket.Begun <= LoginId.Lifetime
            ? ticket
            : null;

    /// <summary>Whether this state was made with this ticket.</summary>
    public bool Belongs(string? state, LoginTicket ticket) =>
        Open(_state, state) is { } parts
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(string.Join(' ', parts)), Encoding.UTF8.GetBytes($"{ticket.Nonce} {ticket.Tenant} {Seconds(ticket)}"));

    private static string[]? Open(IDataProtector protector, string? text)
    {
        if (text is not { Length: > 0 and <= MaxLength })
        {
            return null;
        }

        try
        {
            return protector.Unprotect(text).Split(' ');
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    private static string Seconds(LoginTicket ticket) => ticket.Begun.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}

/// <param name="Nonce">Random; known to Facebook and this browser.</param>
/// <param name="Tenant">Whose pages it is about.</param>
/// <param name="Verifier">Random; known to this browser only, until the code is redeemed (PKCE).</param>
/// <param name="Begun">In whole seconds.</param>
internal sealed record LoginTicket(string Nonce, TenantId Tenant, string Verifier, DateTimeOffset Begun)
{
    public LoginId Login => new(Begun, Convert.ToHexStringLower(Digest(Nonce)));

    public string Challenge => Base64Url.EncodeToString(Digest(Verifier));

    /// <summary>Without what opens it: a record would print it.</summary>
    public override string ToString() => $"a login for {Tenant}";

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
