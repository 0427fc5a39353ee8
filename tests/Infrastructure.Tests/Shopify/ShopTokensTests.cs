using GptMessenger.Application.Shops;
using GptMessenger.Infrastructure.Shopify.Admin;
using GptMessenger.Testing;
using Microsoft.Extensions.Time.Testing;

namespace GptMessenger.Infrastructure.Tests.Shopify;

public sealed class ShopTokensTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Start);
    private EmulatedShopify _shopify = null!;
    private ShopHost _host = null!;

    [Fact]
    public async Task ExpiringToken_IsRenewedFiveMinutesEarlyAndOnce()
    {
        _shopify.Grant = _ => Pair("second");
        _clock.Advance(TimeSpan.FromMinutes(54));
        (await TokenAsync()).Should().Be("first");
        _clock.Advance(TimeSpan.FromMinutes(2));

        (await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => TokenAsync()))).Should().OnlyContain(token => token == "second");

        var grant = _shopify.Grants.Should().ContainSingle().Subject;
        grant.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetString()).Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["client_id"] = ShopHost.Key, ["client_secret"] = ShopHost.Secret, ["grant_type"] = "refresh_token", ["refresh_token"] = "r-first",
        });
        _host.Store.Keys.Select(key => _host.Store[key]).Should().NotContain(text => text.Contains("second", StringComparison.Ordinal), "what is stored is sealed");
        _host.Logs.All.Should().NotContain("r-first").And.NotContain("r-second").And.NotContain(ShopHost.Secret);
    }

    [Fact]
    public async Task RefreshTokenThatIsRefused_AsksForTheOwner()
    {
        _clock.Advance(TimeSpan.FromHours(2));

        var asking = TokenAsync;

        (await asking.Should().ThrowAsync<ShopUnreachableException>()).Which.Message.Should().Contain("Connect the shop again");
    }

    [Fact]
    public async Task RefreshTokenThatHasExpired_IsNotTried()
    {
        _shopify.Grant = _ => Pair("second");
        _clock.Advance(TimeSpan.FromDays(91));

        var asking = TokenAsync;

        await asking.Should().ThrowAsync<ShopUnreachableException>();
        _shopify.Grants.Should().BeEmpty();
    }

    [Fact]
    public async Task OtherNodeThatWasFaster_IsRight()
    {
        // While this node asks, another stores its own pair.
        _shopify.Grant = _ =>
        {
            Tokens.StoreAsync(_host.Shop, new ShopToken("theirs", Start.AddHours(3), "r-theirs", Start.AddDays(90), "read_products"), CancellationToken.None).Wait(CancellationToken.None);
            return Pair("ours");
        };
        _clock.Advance(TimeSpan.FromHours(1));

        (await TokenAsync()).Should().Be("theirs");
        (await TokenAsync()).Should().Be("theirs");
    }

    [Fact]
    public async Task TokenThatDiesEarly_IsRenewedAmidTheSync()
    {
        _shopify.With(30).Grant = _ => Pair("second");
        _shopify.Tokens["second"] = true;
        _shopify.Tokens["first"] = true;
        _shopify.Instead = call =>
        {
            // The first page still comes, the second is refused.
            _ = call.Operation == "Products" && _shopify.Tokens.TryRemove("first", out _);
            return null;
        };

        (await _host.SyncAsync()).Products!.Offered.Should().Be(30);

        _shopify.Calls.Select(call => call.Token).Distinct().Should().Equal("first", "second");
    }

    [Fact]
    public void TokenAsText_ShowsNothing() => new ShopToken("a-token", null, "another", null, "read_products").ToString().Should().NotContain("a-token").And.NotContain("another");

    public async Task InitializeAsync()
    {
        _shopify = await EmulatedShopify.StartAsync();
        _host = await ShopHost.StartAsync(_shopify, _clock);
        await Tokens.StoreAsync(_host.Shop, new ShopToken("first", Start.AddHours(1), "r-first", Start.AddDays(90), "read_products"), CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _shopify.DisposeAsync();
    }

    private ShopTokens Tokens => _host.Get<ShopTokens>();

    private static object Pair(string name) => new { access_token = name, scope = "read_products", expires_in = 3600, refresh_token = $"r-{name}", refresh_token_expires_in = 7776000 };

    private Task<string> TokenAsync() => Tokens.GetAsync(_host.Shop, CancellationToken.None);
}
