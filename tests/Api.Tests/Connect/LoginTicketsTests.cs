using GptMessenger.Api.Connect;
using GptMessenger.Domain.Conversations;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Time.Testing;

namespace GptMessenger.Api.Tests.Connect;

public sealed class LoginTicketsTests
{
    private static readonly TenantId Tenant = TenantId.TryParse("tenant-1", out var id) ? id : default;

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 27, 12, 0, 0, 500, TimeSpan.Zero));
    private readonly EphemeralDataProtectionProvider _protection = new();

    [Fact]
    public void Ticket_IsReadByAnyNode_ForTenMinutes()
    {
        var ticket = Tickets().Begin(Tenant);
        string cookie = Tickets().Cookie(ticket);

        _clock.Advance(TimeSpan.FromMinutes(9.9));
        Tickets().Read(cookie).Should().Be(ticket);
        Tickets().Belongs(Tickets().State(ticket), ticket).Should().BeTrue();

        _clock.Advance(TimeSpan.FromMinutes(0.2));
        Tickets().Read(cookie).Should().BeNull();
    }

    [Fact]
    public void StateOfAnotherTicket_DoesNotBelong()
    {
        var (one, other) = (Tickets().Begin(Tenant), Tickets().Begin(Tenant));

        Tickets().Belongs(Tickets().State(other), one).Should().BeFalse();
        Tickets().Belongs(Tickets().Cookie(one), one).Should().BeFalse("a cookie is no state");
        Tickets().Read(Tickets().State(one)).Should().BeNull("a state is no cookie");
        Tickets().Belongs(Tickets().State(one with { Tenant = TenantId.TryParse("tenant-2", out var id) ? id : default }), one).Should().BeFalse();
        one.Nonce.Should().HaveLength(43, "it has 32 bytes").And.NotBe(other.Nonce);
        one.ToString().Should().NotContain(one.Nonce).And.NotContain(one.Verifier);
        foreach (string? text in new[] { null, "", "x", new string('A', 5000) })
        {
            Tickets().Read(text).Should().BeNull();
            Tickets().Belongs(text, one).Should().BeFalse();
        }
    }

    /// <summary>The example of RFC 7636, appendix B.</summary>
    [Fact]
    public void Challenge_IsThatOfPkce() => new LoginTicket("n", Tenant, "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", default).Challenge
        .Should().Be("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");

    private LoginTickets Tickets() => new(_protection, _clock);
}
