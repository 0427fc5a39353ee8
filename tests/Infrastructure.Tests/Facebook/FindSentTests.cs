using GptMessenger.Application.Replies;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Infrastructure.Tests.Facebook;

public sealed class FindSentTests
{
    private const string Page = "100000000000001";
    private const string Person = "200000000000001";
    private const string Text = "Yes, we have it in red. It  costs 12.50 EUR. \\ud83d\\ude00 ";

    [Fact]
    public async Task Thread_IsAskedForByPersonWithToken()
    {
        using var server = new StubServer(_ => Answer.Ok(Thread()));
        await using var host = new GraphHost(server.Address);
        await host.FindAsync();

        var request = server.Only;
        request.Method.Should().Be("GET");
        request.Path.Should().Be($"/v26.0/{Page}/conversations");
        request.GetParameter("platform").Should().Equal("messenger");
        request.GetParameter("user_id").Should().Equal(Person);
        request.Query!["fields"].Should().Equal("messages.limit(20){id,created_time,from,to,message}");
        request.GetParameter("appsecret_proof").Should().Equal(GraphHost.Proof);
        StubServer.Header(request, "Authorization").Should().Be("Bearer " + GraphHost.Token);
    }

    [Theory]
    [InlineData("2026-11-22T10:00:00+0000")]
    [InlineData("2026-11-22T09:59:56+0000")]
    [InlineData("2026-11-22T11:00:01+0100")]
    [InlineData("2026-11-22T10:00:07Z")]
    [InlineData("2026-11-23T10:00:00+00:00")]
    public async Task MessageOfThatTime_IsFound(string createdAt) =>
        (await FindAsync(Message("m_1", createdAt))).Should().Be(new LookResult("m_1", CouldLook: true));

    [Theory]
    [InlineData("2026-11-22T09:59:55+0000")]
    [InlineData("2026-11-21T10:00:00+0000")]
    [InlineData("yesterday")]
    [InlineData("")]
    public async Task OlderMessage_IsNotTheOne(string createdAt) => (await FindAsync(Message("m_1", createdAt))).Should().Be(LookResult.NotThere);

    [Fact]
    public async Task MessageOfThePerson_IsNotTheOne() => (await FindAsync(Message("m_1", from: Person, to: Page))).Should().Be(LookResult.NotThere);

    [Fact]
    public async Task MessageToSomebodyElse_IsNotTheOne() => (await FindAsync(Message("m_1", to: "300"))).Should().Be(LookResult.NotThere);

    [Fact]
    public async Task OtherWords_AreNotTheOne() => (await FindAsync(Message("m_1", text: "Yes, we have it in blue."))).Should().Be(LookResult.NotThere);

    [Fact]
    public async Task MessageOfAnotherPart_IsPassedOver() =>
        (await FindAsync($"{Message("m_2")},{Message("m_1")}", "m_2")).Mid.Should().Be("m_1");

    [Fact]
    public async Task OldKindOfId_IsComparedAndReturnedAsWebhooksWriteIt()
    {
        (await FindAsync(Message("m_mid.1:a"))).Mid.Should().Be("mid.1:a");
        (await FindAsync(Message("m_mid.1:a"), "mid.1:a")).Should().Be(LookResult.NotThere);
    }

    [Theory]
    [InlineData("""{"data":[]}""", true)]
    [InlineData("""{"data":[{"id":"t_1","messages":{"data":[]}}]}""", true)]
    [InlineData("""{"data":[{"id":"t_1"}]}""", false)]
    [InlineData("""{"data":null}""", false)]
    [InlineData("{}", false)]
    [InlineData("[]", false)]
    [InlineData("<html>", false)]
    [InlineData("""{"error":{"code":613,"message":"rate"}}""", false)]
    public async Task ThreadThatShowsNothing_IsNotAnEmptyThread(string body, bool couldLook)
    {
        using var server = new StubServer(_ => Answer.Ok(body));
        await using var host = new GraphHost(server.Address);
        (await host.FindAsync()).Should().Be(new LookResult(null, couldLook));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(500)]
    public async Task ErrorWhileLooking_ProvesNothing(int status)
    {
        using var server = new StubServer(_ => new Answer(status, """{"error":{"code":10,"message":"No"}}"""));
        await using var host = new GraphHost(server.Address);
        (await host.FindAsync()).Should().Be(LookResult.Unknown);
    }

    [Fact]
    public async Task NobodyThere_ProvesNothing()
    {
        await using var host = new GraphHost(RawServer.Nobody());
        (await host.FindAsync()).Should().Be(LookResult.Unknown);
        (await host.Messenger.FindSentAsync(GraphHost.Unconnected, GraphHost.Part, new HashSet<string>(), CancellationToken.None))
            .Should().Be(LookResult.HeldBack());
    }

    [Theory]
    [InlineData(190)]
    [InlineData(102)]
    public async Task DeadToken_IsNoFailedLook(int code)
    {
        using var server = new StubServer(_ => new Answer(400, $$$"""{"error":{"code":{{{code}}},"message":"No"}}"""));
        await using var host = new GraphHost(server.Address);
        (await host.FindAsync()).Should().Be(LookResult.HeldBack());
    }

    [Fact]
    public async Task NoAnswerInTime_ProvesNothing()
    {
        using var server = new StubServer(_ => Answer.Ok(Thread()) with { Delay = TimeSpan.FromMinutes(1) });
        await using var host = new GraphHost(server.Address, options => options with { SendTimeout = TimeSpan.FromMilliseconds(300) });
        (await host.FindAsync()).Should().Be(LookResult.Unknown);
    }

    [Fact]
    public async Task PartThatWasNeverTried_IsNotThere()
    {
        using var server = new StubServer(_ => Answer.Ok(Thread(Message("m_1"))));
        await using var host = new GraphHost(server.Address);
        var part = new TextPart(GraphHost.Part.Metadata, GraphHost.Part.Text);
        (await host.Messenger.FindSentAsync(GraphHost.Conversation, part, new HashSet<string>(), CancellationToken.None)).Should().Be(LookResult.NotThere);
    }

    private static async Task<LookResult> FindAsync(string messages, params string[] otherMids)
    {
        using var server = new StubServer(_ => Answer.Ok(Thread(messages)));
        await using var host = new GraphHost(server.Address);
        return await host.FindAsync(otherMids);
    }

    private static string Thread(string messages = "") => $$$"""{"data":[{"messages":{"data":[{{{messages}}}]},"id":"t_1"}]}""";

    private static string Message(string id, string createdAt = "2026-11-22T10:00:02+0000", string from = Page, string to = Person, string text = Text) =>
        $$$"""{"id":"{{{id}}}","created_time":"{{{createdAt}}}","from":{"id":"{{{from}}}"},"to":{"data":[{"id":"{{{to}}}"}]},"message":"{{{text}}}"}""";
}
