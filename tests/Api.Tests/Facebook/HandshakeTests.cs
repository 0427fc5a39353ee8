using System.Net;
using GptMessenger.Api.Tests.Running;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Facebook;

/// <summary>The GET with which Meta makes sure that the webhook's address is ours.</summary>
[Collection(RunningProductTests.Name)]
public sealed class HandshakeTests(RunningProduct running)
{
    [Theory]
    [InlineData("1158201444")]
    [InlineData("007")]
    [InlineData("99999999999999999999")]
    [InlineData("AbC_-9")]
    public async Task RightToken_GetsTheChallengeBackAsItIs(string challenge)
    {
        using var response = await AskAsync("subscribe", challenge, Product.VerifyToken);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType?.MediaType.Should().Be("text/plain");
        (await response.Content.ReadAsByteArrayAsync()).Should().Equal(System.Text.Encoding.ASCII.GetBytes(challenge));
    }

    [Theory]
    [InlineData("subscribe", "wrong")]
    [InlineData("subscribe", Product.VerifyToken + "x")]
    [InlineData("subscribe", "")]
    [InlineData("unsubscribe", Product.VerifyToken)]
    public async Task WrongTokenOrMode_IsRefused(string mode, string token)
    {
        using var response = await AskAsync(mode, "1158201444", token);

        string body = await response.ShouldBeProblemAsync(HttpStatusCode.Forbidden);
        body.Should().NotContain(Product.VerifyToken).And.NotContain("1158201444");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?hub.mode=subscribe")]
    [InlineData("?hub.mode=subscribe&hub.challenge=1")]
    [InlineData("?hub.mode=subscribe&hub.verify_token=" + Product.VerifyToken)]
    [InlineData("?hub.challenge=1&hub.verify_token=" + Product.VerifyToken)]
    public async Task MissingParameter_IsABadRequest(string query)
    {
        using var response = await running.Product.Http.GetAsync($"/facebook/webhook{query}");

        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("1 2")]
    [InlineData("1\r\nSet-Cookie: a=b")]
    [InlineData("")]
    [InlineData("å")]
    public async Task HostileChallenge_IsNotEchoed(string challenge)
    {
        using var response = await AskAsync("subscribe", challenge, Product.VerifyToken);

        string body = await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest);
        body.Should().NotContain("script").And.NotContain("Set-Cookie");
    }

    [Fact]
    public async Task ChallengeOfFarTooManyDigits_IsNotEchoed()
    {
        using var response = await AskAsync("subscribe", new string('1', 257), Product.VerifyToken);

        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest);
    }

    private Task<HttpResponseMessage> AskAsync(string mode, string challenge, string token) => running.Product.Http.GetAsync(
        $"/facebook/webhook?hub.mode={mode}&hub.challenge={Uri.EscapeDataString(challenge)}&hub.verify_token={Uri.EscapeDataString(token)}");
}
