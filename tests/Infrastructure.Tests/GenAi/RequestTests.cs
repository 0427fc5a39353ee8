using GptMessenger.Application.Replies;

namespace GptMessenger.Infrastructure.Tests.GenAi;

public sealed class RequestTests : IDisposable
{
    private readonly StubServer _server = new(_ => Answer.Ok(ModelHost.Fine));

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task ChatEndpoint_GetsTheChatForm()
    {
        await using var host = new ModelHost(_server.Address);
        var completion = await host.AskAsync();

        completion.Should().Be(new Completion("Yes, in red.", 10, 4) { Model = "llama3.3-70b-instruct" });
        var request = _server.Only;
        request.Method.Should().Be("POST");
        request.Path.Should().Be("/v1/chat/completions");
        StubServer.Header(request, "Authorization").Should().Be("Bearer " + ModelHost.Key);
        StubServer.Header(request, "Content-Type").Should().StartWith("application/json");
        StubServer.ShouldHaveItsLength(request);
        request.Body.Should().Be(
            """{"model":"llama3.3-70b-instruct","messages":[{"role":"system","content":"You sell bags.\n\"Be brief.\""},"""
            + """{"role":"user","content":"Customer Message: Habt ihr rote Täschchen? \uD83D\uDE00"}],"max_tokens":200,"stream":false}""");
    }

    [Fact]
    public async Task PromptWithoutSystem_IsOneMessage()
    {
        await using var host = new ModelHost(_server.Address, options => options with { MaxTokens = 50 });
        await host.AskAsync(new Prompt(null, "Hi"));

        _server.Only.Body.Should().Be(
            """{"model":"llama3.3-70b-instruct","messages":[{"role":"user","content":"Hi"}],"max_tokens":50,"stream":false}""");
    }

    [Fact]
    public async Task EndpointWithQuery_KeepsIt()
    {
        await using var server = new RawServer((_, connection) => RawServer.AnswerAsync(connection, ModelHost.Fine));
        await using var host = new ModelHost(server.Address, path: "api/v1/chat/completions?agent=true&x=a%20b");
        await host.AskAsync();

        server.Requests.Should().ContainSingle().Which.Should()
            .StartWith("POST /api/v1/chat/completions?agent=true&x=a%20b HTTP/1.1").And.Contain("\"messages\":");
    }

    [Theory]
    [InlineData("v1/llama3.3-70b-instruct")]
    [InlineData("v1/completions")]
    public async Task OtherEndpoint_GetsTheCompletionsForm(string path)
    {
        await using var host = new ModelHost(_server.Address, path: path);
        await host.AskAsync();

        _server.Only.Path.Should().Be("/" + path);
        StubServer.ShouldHaveItsLength(_server.Only);
        var body = StubServer.Json(_server.Only);
        body.EnumerateObject().Select(member => member.Name).Should().Equal("model", "prompt", "max_tokens");
        body.GetProperty("prompt").GetString().Should().Be(ModelHost.Prompt.System + "\n\n" + ModelHost.Prompt.User);
        body.GetProperty("max_tokens").GetInt32().Should().Be(200);
    }

    [Fact]
    public async Task PromptWithHalfASurrogatePair_IsSentAsValidJson()
    {
        await using var host = new ModelHost(_server.Address);
        await host.AskAsync(new Prompt(null, "a\ud83d b"));

        StubServer.Json(_server.Only).GetProperty("messages")[0].GetProperty("content").GetString().Should().Be("a\ufffd b");
    }

    [Fact]
    public async Task NoKey_AsksNobody()
    {
        await using var host = new ModelHost(_server.Address, options => options with { Key = "" });
        (await host.RefusalAsync()).Message.Should().Be("AGENT_API_KEY is not set");
        _server.Count.Should().Be(0);
    }

    [Fact]
    public async Task Retry_SendsTheSameBodyAgain()
    {
        using var server = new StubServer(n => n == 0 ? new Answer(503, "") : Answer.Ok(ModelHost.Fine));
        await using var host = new ModelHost(server.Address);
        await host.AskAsync();

        server.Requests.Should().HaveCount(2);
        server.Requests[1].Body.Should().Be(server.Requests[0].Body);
        StubServer.ShouldHaveItsLength(server.Requests[1]);
    }
}
