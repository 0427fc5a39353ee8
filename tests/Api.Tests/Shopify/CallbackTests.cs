using GptMessenger.Api.Shopify;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Shops;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Time.Testing;

namespace GptMessenger.Api.Tests.Shopify;

public sealed class CallbackTests
{
    /// <summary>Computed with Python's hmac: of the other parameters, sorted.</summary>
    private const string Query = "?code=4f2a9c0b&hmac=ab245f658a3531b173ff7c28a3a0b5dfd38c3814660cc402fbf57c9a146cf29f&host=YWRtaW4uc2hvcGlmeS5jb20vc3RvcmUvZmplbGw&shop=fjell-outdoor.myshopify.com&state=abc-DEF_123&timestamp=1795780800";

    /// <summary>The same, of <c>code=a%2Bb%20c&amp;shop=…</c>.</summary>
    private const string Escaped = "?timestamp=1795780800&code=a%2Bb%20c&state=s&shop=fjell-outdoor.myshopify.com&hmac=bec7c4be16d0eb5289f7a83eb96f8e1efeb22ee6ab63b87d85192b86759a085c";

    private static readonly byte[][] Secrets = ["another-secret"u8.ToArray(), "shpss-secret-in-tests"u8.ToArray()];

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero));
    private readonly InstallTickets _tickets;
    private readonly TenantId _tenant;
    private readonly ShopDomain _shop;

    public CallbackTests()
    {
        _tickets = new InstallTickets(new EphemeralDataProtectionProvider(), _clock);
        TenantId.TryParse("tenant-1", out _tenant).Should().BeTrue();
        ShopDomain.TryParse("fjell-outdoor.myshopify.com", out _shop).Should().BeTrue();
    }

    [Theory]
    [InlineData(Query)]
    [InlineData(Escaped)]
    public void SignedAnswer_IsValid(string query) => IsValid(query).Should().BeTrue();

    [Theory]
    [InlineData("code=4f2a9c0b", "code=4f2a9c0c")]
    [InlineData("shop=fjell", "shop=evil")]
    [InlineData("timestamp=1795780800", "timestamp=1795780801")]
    [InlineData("hmac=ab", "hmac=bb")]
    [InlineData("hmac=ab245f", "hmac=")]
    [InlineData("hmac=", "HMAC_=")]
    [InlineData("state=abc", "state=x&state=abc")]
    [InlineData("code=", "extra=1&code=")]
    public void ChangedAnswer_IsNot(string from, string to) => IsValid(Query.Replace(from, to, StringComparison.Ordinal)).Should().BeFalse();

    [Fact]
    public void WithoutASecret_NothingIsValid() => CallbackSignature.IsValid(Parsed(Query), []).Should().BeFalse();

    [Fact]
    public void TicketOfThisQuestion_NamesIt()
    {
        var (state, ticket) = _tickets.Issue(_tenant, _shop);

        state.Should().MatchRegex("^[A-Za-z0-9_-]{43}$");
        var read = _tickets.Read(ticket, state)!;
        (read.Tenant, read.Shop, read.Login.Begun).Should().Be((_tenant, _shop, _clock.GetUtcNow()));
        read.Login.Digest.Should().MatchRegex("^[0-9a-f]{64}$");
    }

    [Fact]
    public void TicketThatIsTooOld_IsNoGood()
    {
        var (state, ticket) = _tickets.Issue(_tenant, _shop);
        _clock.Advance(TimeSpan.FromMinutes(10));

        _tickets.Read(ticket, state).Should().BeNull();
    }

    [Fact]
    public void TicketOfAnotherQuestionOrKey_IsNoGood()
    {
        var (state, ticket) = _tickets.Issue(_tenant, _shop);
        var (otherState, _) = _tickets.Issue(_tenant, _shop);
        var (_, foreign) = new InstallTickets(new EphemeralDataProtectionProvider(), _clock).Issue(_tenant, _shop);

        _tickets.Read(ticket, otherState).Should().BeNull();
        _tickets.Read(foreign, state).Should().BeNull();
        _tickets.Read(ticket[..^2], state).Should().BeNull();
        _tickets.Read("{}", state).Should().BeNull();
        _tickets.Read(null, state).Should().BeNull();
        _tickets.Read(ticket, "").Should().BeNull();
        _tickets.Read(ticket, state).Should().NotBeNull("this is the right one");
    }

    private static bool IsValid(string query) => CallbackSignature.IsValid(Parsed(query), Secrets);

    private static QueryCollection Parsed(string query) => new(QueryHelpers.ParseQuery(query));
}
