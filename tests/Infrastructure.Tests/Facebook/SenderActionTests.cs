namespace GptMessenger.Infrastructure.Tests.Facebook;

public sealed class SenderActionTests
{
    [Fact]
    public async Task SeenAndTyping_AreRequestsOfTheirOwn()
    {
        using var server = new StubServer(_ => Answer.Ok("""{"recipient_id":"200000000000001"}"""));
        await using var host = new GraphHost(server.Address);
        await host.Messenger.MarkSeenAsync(GraphHost.Conversation, CancellationToken.None);
        await host.Messenger.ShowTypingAsync(GraphHost.Conversation, CancellationToken.None);

        server.Requests.Select(request => request.Path).Should().AllBe("/v26.0/100000000000001/messages");
        server.Requests.Select(request => request.RawQuery).Should().AllBe("?appsecret_proof=" + GraphHost.Proof);
        server.Requests.Select(request => request.Body).Should().Equal(
            """{"recipient":{"id":"200000000000001"},"sender_action":"mark_seen"}""",
            """{"recipient":{"id":"200000000000001"},"sender_action":"typing_on"}""");
        host.Logs.All.Should().NotContain("did not work");
    }

    [Theory]
    [InlineData(400, """{"error":{"code":551,"message":"gone"}}""")]
    [InlineData(500, "<html>")]
    [InlineData(200, "")]
    public async Task Failure_IsLoggedAndOtherwiseWithoutConsequence(int status, string body)
    {
        using var server = new StubServer(_ => new Answer(status, body));
        await using var host = new GraphHost(server.Address);
        await host.Messenger.ShowTypingAsync(GraphHost.Conversation, CancellationToken.None);
        host.Logs.All.Should().Contain("typing_on did not work");
    }

    [Fact]
    public async Task NobodyThereOrNoToken_IsWithoutConsequence()
    {
        await using var host = new GraphHost(RawServer.Nobody());
        await host.Messenger.MarkSeenAsync(GraphHost.Conversation, CancellationToken.None);
        await host.Messenger.MarkSeenAsync(GraphHost.Unconnected, CancellationToken.None);
        host.Logs.All.Should().Contain("mark_seen did not work");
    }

    [Fact]
    public async Task CallersCancellation_PassesThrough()
    {
        using var server = new StubServer(_ => Answer.Ok("{}") with { Delay = TimeSpan.FromMinutes(1) });
        await using var host = new GraphHost(server.Address);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var show = () => host.Messenger.ShowTypingAsync(GraphHost.Conversation, cancellation.Token);
        await show.Should().ThrowAsync<OperationCanceledException>();
    }
}
