using System.Net;
using System.Security.Cryptography;
using GptMessenger.Api.Tests.Connect;
using GptMessenger.Testing;
using Microsoft.IdentityModel.Tokens;

namespace GptMessenger.Api.Tests.Console;

/// <summary>Whom an identity provider vouches for comes in where there is an account with that address, and nobody else.</summary>
public sealed class OpenIdTests : IAsyncLifetime, IDisposable
{
    private const string Account = """{"name":"Kim@Example.test","tenant":"11111111-2222-4333-8444-555555555555","role":"operator","since":"2026-11-01T00:00:00+00:00","stamp":"s1"}""";

    private Outside _outside = null!;
    private EmulatedIdentityProvider _provider = null!;
    private Product _product = null!;
    private Owner _kim = null!;

    public async Task InitializeAsync()
    {
        (_outside, _provider) = (await Outside.StartAsync(), await EmulatedIdentityProvider.StartAsync());
        _product = await Product.StartAsync(
            _outside, dataDir: null, ("OIDC_AUTHORITY", _provider.Address), ("OIDC_CLIENT_ID", EmulatedIdentityProvider.ClientId), ("OIDC_CLIENT_SECRET", EmulatedIdentityProvider.ClientSecret), ("OIDC_NAME", "Example & Co"));
        string file = Path.Combine(_product.DataDir, "operators", $"{Convert.ToHexStringLower(SHA256.HashData("KIM@EXAMPLE.TEST"u8))}.json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, Account);
        _kim = new Owner(_product, Product.Tenant);
    }

    public async Task DisposeAsync()
    {
        await _product.DisposeAsync();
        await _provider.DisposeAsync();
        await _outside.DisposeAsync();
        Directory.Delete(_product.DataDir, recursive: true);
    }

    public void Dispose() => _kim?.Dispose();

    [Fact]
    public async Task VouchedAddressWithAnAccount_ComesIn_WhereItWantedTo()
    {
        (await _kim.ConsoleAsync("/sign-in?to=%2Fpages")).Should().Contain("Sign in with Example &amp; Co").And.Contain("sign-in/openid?to=%2Fpages");

        (await ReturnAsync("kim@example.test")).Should().Be("/pages", _product.Output);

        (await _kim.ConsoleAsync("/pages")).Should().Contain(Product.Page);
        _product.Output.Should().NotContain(EmulatedIdentityProvider.ClientSecret);
    }

    [Theory]
    [InlineData("nobody@example.test", true, false)]
    [InlineData("kim@example.test", false, false)]
    [InlineData("kim@example.test", true, true)]
    public async Task AnybodyElse_IsTurnedAway(string email, bool isVerified, bool isForged)
    {
        _provider.ForgedKey = isForged ? new RsaSecurityKey(RSA.Create(2048)) { KeyId = "k1" } : null;

        (await ReturnAsync(email, isVerified)).Should().Be("/sign-in?problem=unknown");

        // What a process writes arrives a moment later.
        for (int tries = 0; tries < 200 && !_product.Output.Contains("Nobody was signed in", StringComparison.Ordinal); tries++)
        {
            await Task.Delay(50);
        }

        _product.Output.Should().Contain("Nobody was signed in with OpenID Connect: ").And.Contain(isForged ? "Signature validation failed" : "there is no account");
        using var page = await _kim.GetAsync("/pages");
        page.StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task AnswerOfAnotherBrowser_OrUsedTwice_IsTurnedAway()
    {
        var answer = _provider.Approve(await AuthorizeAsync(_kim), "kim@example.test");
        using var other = new Owner(_product, Product.Tenant);

        (await FollowAsync(other, answer)).Should().Be("/sign-in?problem=unknown");
        (await FollowAsync(_kim, answer)).Should().Be("/pages");
        (await FollowAsync(_kim, answer)).Should().Be("/sign-in?problem=unknown");
    }

    private async Task<string> ReturnAsync(string email, bool isVerified = true) => await FollowAsync(_kim, _provider.Approve(await AuthorizeAsync(_kim), email, isVerified));

    private async Task<Uri> AuthorizeAsync(Owner person)
    {
        using var challenge = await person.GetAsync("/sign-in/openid?to=%2Fpages");
        challenge.StatusCode.Should().Be(HttpStatusCode.Redirect);
        challenge.Headers.Location!.AbsoluteUri.Should().StartWith($"{_provider.Address}/authorize").And.Contain("code_challenge_method=S256");
        return challenge.Headers.Location;
    }

    private static async Task<string> FollowAsync(Owner person, Uri answer)
    {
        using var response = await person.GetAsync(answer.PathAndQuery);
        response.StatusCode.Should().Be(HttpStatusCode.Redirect);
        return response.Headers.Location!.ToString();
    }
}
