using System.Text;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;

namespace GptMessenger.Infrastructure.Tests.Facebook;

public sealed class PageThreadsTests
{
    private const string Page = "100000000000001", Customer = "200000000000001";

    private static readonly DateTimeOffset Since = new(2026, 11, 27, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task WhatWasSaid_ComesInTheShapeOfWebhooks_OldestFirst()
    {
        string thread = Thread("11:05:00", Message("m_mid.$legacy:1", Page, "11:05:00", "Ann here"), Message("m_2", Customer, "11:00:00", "Größe 42? 😀"), Message("m_1", Customer, "11:00:00", "Hello"),
            Message("m_0", Customer, "09:00:00", "before"), Message("m_x", "999", "11:01:00", "somebody else"), Message("m_y", Customer, "11:02:00", ""), Message("", Customer, "11:02:00", "no id"), Message("m_z", Customer, "soon", "no time"));
        using var server = new StubServer(_ => Answer.Ok(Threads(thread)));
        await using var host = new GraphHost(server.Address);

        var said = (await ReadAsync(host)).Should().ContainSingle().Subject;

        said.Select(e => Encoding.UTF8.GetString(e.Json.Span)).Should().Equal(
            """{"sender":{"id":"200000000000001"},"recipient":{"id":"100000000000001"},"timestamp":1795777200000,"message":{"mid":"m_1","text":"Hello"}}""",
            """{"sender":{"id":"200000000000001"},"recipient":{"id":"100000000000001"},"timestamp":1795777200000,"message":{"mid":"m_2","text":"Größe 42? \uD83D\uDE00"}}""",
            """{"sender":{"id":"100000000000001"},"recipient":{"id":"200000000000001"},"timestamp":1795777500000,"message":{"mid":"mid.$legacy:1","is_echo":true,"text":"Ann here"}}""");
        said.Should().OnlyContain(e => e.IsMissed && e.Customer!.Value.Value == Customer && e.Page == Page);
        said.Select(e => e.Kind).Should().Equal(EventKind.Message, EventKind.Message, EventKind.Echo);
        var query = server.Only.Query!;
        string.Join(',', query["fields"]).Should().Be("id,updated_time,participants,messages.limit(20){id,created_time,from,to,message,sticker,attachments}");
        query["platform"].Should().Equal("messenger");
        query["appsecret_proof"].Should().Equal(GraphHost.Proof);
        query.Should().NotContainKey("user_id");
        host.Logs.All.Should().NotContain("Größe").And.NotContain(GraphHost.Token);
    }

    [Theory]
    [InlineData(""","attachments":{"data":[{"id":"1","mime_type":"image/jpeg","image_data":{"url":"https://cdn.example.test/a"}}]}""", "image", "https://cdn.example.test/a")]
    [InlineData(""","attachments":{"data":[{"id":"1","mime_type":"application/pdf","file_url":"https://cdn.example.test/b"}]}""", "file", "https://cdn.example.test/b")]
    [InlineData(""","sticker":"https://cdn.example.test/c" """, "image", "https://cdn.example.test/c")]
    [InlineData(""","attachments":{"data":[{"id":"1","name":"Media withheld"}]}""", "file", null)]
    public async Task Attachments_AreKnownToBeThere(string attachments, string type, string? link)
    {
        string message = Message("m_1", Customer, "11:00:00", "").Replace(",\"to\"", attachments + ",\"to\"", StringComparison.Ordinal);
        using var server = new StubServer(_ => Answer.Ok(Threads(Thread("11:00:00", message))));
        await using var host = new GraphHost(server.Address);

        var said = (await ReadAsync(host)).Should().ContainSingle().Subject.Should().ContainSingle().Subject;

        said.HasAttachments.Should().BeTrue();
        Encoding.UTF8.GetString(said.Json.Span).Should().Contain($"\"attachments\":[{{\"type\":\"{type}\",\"payload\":{{\"url\":{(link is null ? "null" : $"\"{link}\"")}}}}}]");
    }

    [Fact]
    public async Task Pages_AreReadUntilTheConversationsAreOlder_AndNotTooFast()
    {
        using var server = new StubServer(n => Answer.Ok(Threads(n == 1 ? Thread("09:00:00") : Thread("11:00:00", Message($"m_{n}", Customer, "11:00:00", "Hello")), after: $"cursor{n}")));
        await using var host = new GraphHost(server.Address);

        long start = TimeProvider.System.GetTimestamp();
        (await ReadAsync(host)).Should().ContainSingle();

        server.Requests.Select(request => request.Query!.TryGetValue("after", out var after) ? after.ToString() : null).Should().Equal(null, "cursor0");
        TimeProvider.System.GetElapsedTime(start).Should().BeGreaterThan(TimeSpan.FromSeconds(0.5), "Meta allows two calls a second");
    }

    [Fact]
    public async Task CursorThatDoesNotMove_IsTheEnd()
    {
        using var server = new StubServer(_ => Answer.Ok(Threads(Thread("11:00:00", Message("m_1", Customer, "11:00:00", "Hello")), after: "again")));
        await using var host = new GraphHost(server.Address);

        await ReadAsync(host);

        server.Count.Should().Be(2);
    }

    [Theory]
    [InlineData(400, """{"error":{"message":"(#613) Calls to this api have exceeded the rate limit.","code":613}}""")]
    [InlineData(200, """{"data":5}""")]
    [InlineData(500, "")]
    public async Task AnswerWithoutConversations_IsAFailure(int status, string body)
    {
        using var server = new StubServer(_ => new Answer(status, body));
        await using var host = new GraphHost(server.Address);

        await FluentActions.Awaiting(() => ReadAsync(host)).Should().ThrowAsync<PageUnreachableException>();
    }

    private static async Task<List<IReadOnlyList<MessengerEvent>>> ReadAsync(GraphHost host)
    {
        var threads = new List<IReadOnlyList<MessengerEvent>>();
        await foreach (var thread in host.Threads.ReadAsync(new ConnectedPage(GraphHost.Conversation.Tenant, Channel.Facebook, GraphHost.Conversation.Page), Since, default))
        {
            threads.Add(thread);
        }

        return threads;
    }

    private static string Threads(string thread, string? after = null) =>
        $$"""{"data":[{{thread}}],"paging":{ {{(after is null ? "" : "\"next\":\"https://graph.example.test/next\",")}}"cursors":{"before":"b","after":"{{after}}"} } }""";

    private static string Thread(string updated, params string[] messages) => $$"""
        {"id":"t_1","updated_time":"2026-11-27T{{updated}}+0000","participants":{"data":[{"id":"{{Page}}","name":"Page"},{"id":"{{Customer}}","name":"A customer"}]},"messages":{"data":[{{string.Join(',', messages)}}] } }
        """;

    private static string Message(string id, string from, string at, string text) =>
        $$"""{"id":"{{id}}","created_time":"2026-11-27T{{at}}+0000","from":{"id":"{{from}}"},"to":{"data":[]},"message":"{{text}}"}""";
}
