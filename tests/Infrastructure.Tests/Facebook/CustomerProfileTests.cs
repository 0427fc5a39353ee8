using GptMessenger.Application.Inbox;
using GptMessenger.Infrastructure.Facebook;

namespace GptMessenger.Infrastructure.Tests.Facebook;

public sealed class CustomerProfileTests
{
    [Fact]
    public async Task Name_IsAskedForWithThePagesToken()
    {
        using var server = new StubServer(_ => Answer.Ok("""{"first_name":"Zo\u00eb","last_name":"M","name":"Zo\u00eb M","id":"200000000000001"}"""));
        await using var host = new GraphHost(server.Address);

        (await host.AskNameAsync()).Should().Be(new NameAnswer(NameVerdict.Shown, "Zoë M"));

        var request = server.Requests.Should().ContainSingle().Subject;
        request.Path.Should().Be("/v26.0/200000000000001");
        string.Join(',', request.Query!["fields"]).Should().Be(GraphCustomerProfiles.Fields);
        request.RawQuery.Should().EndWith("appsecret_proof=" + GraphHost.Proof);
        StubServer.Header(request, "Authorization").Should().Be("Bearer " + GraphHost.Token);
    }

    [Theory]
    [InlineData("""{"first_name":"Zo\u00eb","last_name":"M","id":"200000000000001"}""", "Zoë M")]
    [InlineData("""{"id":"200000000000001"}""", null)]
    [InlineData("""{"name":{"a":1},"id":"200000000000001"}""", null)]
    [InlineData("""{"name":"Somebody else","id":"200000000000002"}""", null)]
    public async Task Answer_IsReadWithoutBelievingIt(string body, string? name)
    {
        using var server = new StubServer(_ => Answer.Ok(body));
        await using var host = new GraphHost(server.Address);
        (await host.AskNameAsync()).Should().Match<NameAnswer>(answer => answer.Verdict == NameVerdict.Shown && (answer.Name ?? "").Trim() == (name ?? ""));
    }

    [Theory]
    [InlineData(400, """{"error":{"message":"No profile available for this user.","code":100,"error_subcode":2018218}}""", NameVerdict.NotShown)]
    [InlineData(400, """{"error":{"message":"Insufficient permission","code":100,"error_subcode":2018247}}""", NameVerdict.NotShown)]
    [InlineData(400, """{"error":{"message":"(#10) No","code":10}}""", NameVerdict.NotShown)]
    [InlineData(403, """{"error":{"message":"(#230) User consent required","code":230}}""", NameVerdict.NotShown)]
    [InlineData(401, """{"error":{"message":"dead","code":190}}""", NameVerdict.Failed)]
    [InlineData(500, """{"error":{"message":"later","code":2}}""", NameVerdict.Failed)]
    [InlineData(502, "<html>", NameVerdict.Failed)]
    public async Task Refusal_IsOneOfTheProfileOrOfTheMoment(int status, string body, NameVerdict verdict)
    {
        using var server = new StubServer(_ => new Answer(status, body));
        await using var host = new GraphHost(server.Address);
        (await host.AskNameAsync()).Should().Be(new NameAnswer(verdict));
        host.Lanes.Of(GraphHost.Conversation.Page).IsFree(GraphHost.Token, DateTimeOffset.UtcNow).Should().BeTrue("a profile says nothing about the page");
    }

    [Fact]
    public async Task GraphThatAsksForAPause_GetsIt_ForThisAndEveryCall()
    {
        using var server = new StubServer(_ => new Answer(400, """{"error":{"message":"(#613) Calls","code":613}}"""));
        await using var host = new GraphHost(server.Address);

        (await host.AskNameAsync()).Verdict.Should().Be(NameVerdict.Failed);
        (await host.AskNameAsync()).Verdict.Should().Be(NameVerdict.HeldBack);
        (await host.SendAsync()).Verdict.Should().Be(GptMessenger.Application.Replies.SendVerdict.Wait);
        server.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task PageNearItsLimits_OrWithoutToken_IsNotAsked()
    {
        using var server = new StubServer(_ => Answer.Ok("{}"));
        await using var host = new GraphHost(server.Address);
        (await host.AskNameAsync(GraphHost.Unconnected)).Verdict.Should().Be(NameVerdict.HeldBack);
        host.Lanes.Of(GraphHost.Conversation.Page).NoteUsage(85, DateTimeOffset.UtcNow);
        (await host.AskNameAsync()).Verdict.Should().Be(NameVerdict.HeldBack);
        server.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task NobodyThere_IsAFailure()
    {
        await using var host = new GraphHost(RawServer.Nobody());
        (await host.AskNameAsync()).Verdict.Should().Be(NameVerdict.Failed);
    }
}
