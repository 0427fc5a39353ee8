using GptMessenger.Application.Replies;
using GptMessenger.Infrastructure.Facebook;

namespace GptMessenger.Infrastructure.Tests.Facebook;

public sealed class SendTests
{
    private const string Sent = $$"""{"recipient_id":"200000000000001","message_id":"{{GraphHost.Mid}}"}""";

    [Fact]
    public async Task Reply_IsSentInThePagesName()
    {
        using var server = new StubServer(_ => Answer.Ok(Sent));
        await using var host = new GraphHost(server.Address);

        (await host.SendAsync()).Should().Be(new SendResult(SendVerdict.Sent, GraphHost.Mid));
        var request = server.Only;
        request.Method.Should().Be("POST");
        request.Path.Should().Be("/v26.0/100000000000001/messages");
        request.RawQuery.Should().Be("?appsecret_proof=" + GraphHost.Proof);
        StubServer.Header(request, "Authorization").Should().Be("Bearer " + GraphHost.Token);
        StubServer.ShouldHaveItsLength(request);
        request.Body.Should().Be(
            """{"recipient":{"id":"200000000000001"},"messaging_type":"RESPONSE","message":"""
            + """{"text":"Yes, we have it in red.\nIt costs 12.50 EUR. \uD83D\uDE00","metadata":"gptm:turn1:0"}}""");
    }

    [Theory]
    [InlineData("simulator/graph")]
    [InlineData("simulator/graph/")]
    public async Task EndpointWithPath_KeepsIt(string path)
    {
        using var server = new StubServer(_ => Answer.Ok(Sent));
        await using var host = new GraphHost(new Uri(server.Address, path), options => options with { Version = "v27.0" });
        await host.SendAsync();
        server.Only.Path.Should().Be("/simulator/graph/v27.0/100000000000001/messages");
    }

    [Fact]
    public async Task NoAppSecret_SendsNoProof()
    {
        using var server = new StubServer(_ => Answer.Ok(Sent));
        await using var host = new GraphHost(server.Address, options => options with { AppSecret = null });
        (await host.SendAsync()).Verdict.Should().Be(SendVerdict.Sent);
        server.Only.RawQuery.Should().BeNullOrEmpty();
    }

    [Fact]
    public async Task PageWithoutToken_MustBeConnected()
    {
        await using var host = new GraphHost(RawServer.Nobody());
        var result = await host.Messenger.SendAsync(GraphHost.Unconnected, GraphHost.Part, CancellationToken.None);
        result.Verdict.Should().Be(SendVerdict.Reauthorize);
        result.Error.Should().Contain("FACEBOOK_ACCESS_TOKEN_999");
    }

    [Fact]
    public async Task Error_IsToldWithoutSecretsAndWithoutTheCustomersWords()
    {
        using var server = new StubServer(_ => new Answer(400, $$$"""
            {"error":{"message":"Malformed access token {{{GraphHost.Token}}}","code":190,"error_subcode":460,"fbtrace_id":"TRACE1"}}
            """));
        await using var host = new GraphHost(server.Address);
        (await host.SendAsync()).Should().Be(
            new SendResult(SendVerdict.Reauthorize, Error: "190/460, fbtrace_id TRACE1: Malformed access token ***"));
    }

    [Fact]
    public async Task ErrorThatRepeatsTheReply_LeavesItOut()
    {
        using var server = new StubServer(_ => new Answer(400, """
            {"error":{"message":"Invalid text: Yes, we have it in red. It costs 12.50 EUR.","code":100,"fbtrace_id":"TRACE1"}}
            """));
        await using var host = new GraphHost(server.Address);
        (await host.SendAsync()).Should().Be(
            new SendResult(SendVerdict.Refused, Error: "100, fbtrace_id TRACE1: (left out: it repeats what it was sent)"));
    }

    [Fact]
    public async Task NobodyThere_MayBeTriedAgain()
    {
        await using var host = new GraphHost(RawServer.Nobody());
        var result = await host.SendAsync();
        result.Verdict.Should().Be(SendVerdict.Retry);
        host.Logs.Lines.Count(line => line.Text.Contains("ClientHandler: Sending", StringComparison.Ordinal)).Should().Be(3);
    }

    [Fact]
    public async Task HandshakeThatFails_MayBeTriedAgain()
    {
        using var plain = new StubServer(_ => Answer.Ok(Sent));
        await using var host = new GraphHost(new UriBuilder(plain.Address) { Scheme = "https" }.Uri);
        (await host.SendAsync()).Verdict.Should().Be(SendVerdict.Retry);
        plain.Count.Should().Be(0);
    }

    [Theory]
    [InlineData("Retry-After", "90", 90)]
    [InlineData("Retry-After", "9999999", 86400)]
    [InlineData("X-Business-Use-Case-Usage", """{"1":[{"type":"pages","estimated_time_to_regain_access":0},{"type":"messenger","estimated_time_to_regain_access":7}]}""", 420)]
    [InlineData("X-Business-Use-Case-Usage", """{"1":[{"type":"messenger","estimated_time_to_regain_access":0}]}""", null)]
    [InlineData("X-Business-Use-Case-Usage", "not json", null)]
    [InlineData("X-Business-Use-Case-Usage", "[1]", null)]
    [InlineData("X-Other", "1", null)]
    public async Task TooManyCalls_SaysHowLongToWait(string header, string value, int? seconds)
    {
        using var server = new StubServer(_ => new Answer(400, """{"error":{"message":"(#80006) too many calls","code":80006}}""")
        {
            Headers = new Dictionary<string, string> { [header] = value },
        });
        await using var host = new GraphHost(server.Address);
        var result = await host.SendAsync();
        result.Verdict.Should().Be(SendVerdict.Wait);
        result.RetryAfter.Should().BeCloseTo(TimeSpan.FromSeconds(seconds ?? 30), TimeSpan.FromSeconds(1));
        server.Count.Should().Be(1);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(80006, false)]
    public async Task LimitOfTheApp_IsForAllPages(int code, bool isForAllPages)
    {
        using var server = new StubServer(_ => new Answer(400, $$$"""{"error":{"message":"too many","code":{{{code}}}}}"""));
        await using var host = new GraphHost(server.Address);
        (await host.SendAsync()).IsForAllPages.Should().Be(isForAllPages);
    }

    [Theory]
    [InlineData("X-Business-Use-Case-Usage", """{"1":[{"type":"pages","call_count":3},{"type":"messenger","call_count":12,"total_cputime":85,"total_time":4}]}""", true)]
    [InlineData("X-Business-Use-Case-Usage", """{"1":[{"type":"messenger","call_count":79.9}]}""", false)]
    [InlineData("X-App-Usage", """{"call_count":80,"total_time":1,"total_cputime":1}""", true)]
    [InlineData("X-Page-Usage", """{"call_count":99}""", true)]
    [InlineData("X-Page-Usage", """{"call_count":"99"}""", false)]
    [InlineData("X-App-Usage", "not json", false)]
    public async Task AllowanceNearlyUsedUp_EndsTheSignsOfLife(string header, string value, bool isSlowed)
    {
        using var server = new StubServer(_ => Answer.Ok(Sent) with { Headers = new Dictionary<string, string> { [header] = value } });
        await using var host = new GraphHost(server.Address);
        await host.SendAsync();

        await host.Messenger.MarkSeenAsync(GraphHost.Conversation, CancellationToken.None);
        server.Count.Should().Be(isSlowed ? 1 : 2);
    }

    [Fact]
    public async Task DeadToken_IsNotTriedAgain()
    {
        using var server = new StubServer(_ => new Answer(400, """{"error":{"message":"expired","code":190}}"""));
        await using var host = new GraphHost(server.Address);
        await host.SendAsync();

        (await host.SendAsync()).Verdict.Should().Be(SendVerdict.Reauthorize);
        server.Count.Should().Be(1);
    }

    [Fact]
    public async Task CallersCancellation_PassesThrough()
    {
        using var server = new StubServer(_ => Answer.Ok(Sent) with { Delay = TimeSpan.FromMinutes(1) });
        await using var host = new GraphHost(server.Address);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var send = () => host.SendAsync(cancellation.Token);
        await send.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public void ProofOfTheAppSecret_IsMetas() => AppSecretProof.Of(GraphHost.Token, GraphHost.Secret).Should().Be(GraphHost.Proof);
}
