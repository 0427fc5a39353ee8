using GptMessenger.Application.Replies;

namespace GptMessenger.Infrastructure.Tests.Facebook;

public sealed class CardsTests
{
    private const string Page = "100000000000001";
    private const string Person = "200000000000001";

    [Fact]
    public async Task Cards_AreSentAsAGenericTemplateWithTheirMetadata()
    {
        using var server = new StubServer(_ => Answer.Ok($$"""{"recipient_id":"{{Person}}","message_id":"{{GraphHost.Mid}}"}"""));
        await using var host = new GraphHost(server.Address);

        (await host.Messenger.SendAsync(GraphHost.Conversation, GraphHost.Cards, CancellationToken.None)).Should().Be(new SendResult(SendVerdict.Sent, GraphHost.Mid));

        server.Only.Body.Should().Be(
            """{"recipient":{"id":"200000000000001"},"messaging_type":"RESPONSE","message":{"attachment":{"type":"template","payload":{"template_type":"generic","elements":["""
            + """{"title":"Red boot","subtitle":"12.50 EUR","image_url":"https://cdn.example.test/boot.jpg","default_action":"""
            + """{"type":"web_url","url":"https://shop.example.test/boot"},"buttons":["""
            + """{"type":"web_url","url":"https://shop.example.test/boot","title":"View in shop"},"""
            + """{"type":"web_url","url":"https://shop.example.test/cart/1:1","title":"Add to cart"}]},"""
            + """{"title":"Blue  shoe","default_action":{"type":"web_url","url":"https://shop.example.test/shoe"},"buttons":["""
            + """{"type":"web_url","url":"https://shop.example.test/shoe","title":"View in shop"}]}]}},"metadata":"gptm:turn1:1"}}""");
    }

    [Fact]
    public async Task ErrorThatRepeatsATitle_LeavesItOut()
    {
        using var server = new StubServer(_ => new Answer(400, """{"error":{"message":"(#100) Bad elements: Red boot, Blue shoe","code":100,"fbtrace_id":"T"}}"""));
        await using var host = new GraphHost(server.Address);

        var result = await host.Messenger.SendAsync(GraphHost.Conversation, GraphHost.Cards, CancellationToken.None);

        (result.Verdict, result.Error!.Contains("boot", StringComparison.Ordinal)).Should().Be((SendVerdict.Refused, false));
    }

    [Theory]
    [InlineData("""{"data":[{"id":"1","generic_template":{"title":"Red boot","subtitle":"12.50 EUR"}},{"generic_template":{"title":"Blue shoe"}}]}""")]
    [InlineData("""{"data":[{"generic_template":{"title":"Red  boot ","media_url":"https://lookaside.example/1","cta":{"title":"View in shop","url":"https://l.facebook.com/l.php?u=1"}}}]}""")]
    [InlineData("""{"data":[{"generic_template":{"elements":[{"title":"Red boot"},{"title":"Blue shoe"}]}}]}""")]
    [InlineData("""{"data":[{"generic_template":{"cta":[{"url":"https://shop.example.test/boot"},{"url":"https://shop.example.test/cart/1:1"}]}}]}""")]
    public async Task TemplateInTheThread_IsFoundByItsTitlesElseItsLinks(string attachments) =>
        (await FindAsync([Message("m_1", attachments)])).Should().Be(new LookResult("m_1", CouldLook: true));

    [Theory]
    [InlineData("""{"data":[{"generic_template":{"title":"Green boot"}}]}""")]
    [InlineData("""{"data":[{"generic_template":{"title":"Red boot"}},{"generic_template":{"title":"Green boot"}}]}""")]
    [InlineData("""{"data":[{"generic_template":{"cta":[{"url":"https://shop.example.test/other"}]}}]}""")]
    [InlineData("""{"data":[{"id":"1","mime_type":"image/jpeg","image_data":{"url":"https://lookaside.example/1"}}]}""")]
    [InlineData("""{"data":[{"id":"1234"}]}""")]
    public async Task OtherAttachment_IsNotTheOne(string attachments) => (await FindAsync([Message("m_1", attachments)])).Should().Be(LookResult.NotThere);

    [Fact]
    public async Task MessageThatShowsNothing_IsTakenForTheCards_WhereItIsTheOnlyOne()
    {
        (await FindAsync([Message("m_2", text: "one"), Message("m_1")])).Mid.Should().Be("m_1");
        (await FindAsync([Message("m_2"), Message("m_1")])).Should().Be(LookResult.Unknown);
        (await FindAsync([Message("m_2"), Message("m_1")], "m_2")).Mid.Should().Be("m_1");
        (await FindAsync([Message("m_2"), Message("m_1", """{"data":[{"generic_template":{"title":"Red boot"}}]}""")])).Mid.Should().Be("m_1");
        (await FindAsync([Message("m_1", sticker: "https://sticker.example/1")])).Should().Be(LookResult.NotThere);
        (await FindAsync([Message("m_1", createdAt: "2026-11-22T09:59:55+0000")])).Should().Be(LookResult.NotThere);
        (await FindAsync([Message("m_1", from: Person)])).Should().Be(LookResult.NotThere);
    }

    [Fact]
    public async Task FieldThatGraphDoesNotKnow_IsLeftOutOfASecondCall()
    {
        using var server = new StubServer((_, request) => request.Query!["fields"][0].Contains("generic_template", StringComparison.Ordinal)
            ? new Answer(400, """{"error":{"message":"(#100) Tried accessing nonexisting field (generic_template)","code":100}}""")
            : Answer.Ok(Thread(Message("m_1"))));
        await using var host = new GraphHost(server.Address);

        (await host.FindCardsAsync()).Should().Be(new LookResult("m_1", CouldLook: true));
        server.Count.Should().Be(2);
    }

    [Fact]
    public async Task OtherErrors_AreAskedAboutOnce()
    {
        using var server = new StubServer(_ => new Answer(400, """{"error":{"message":"(#613) rate","code":613}}"""));
        await using var host = new GraphHost(server.Address);

        (await host.FindCardsAsync()).Should().Be(LookResult.Unknown);
        server.Count.Should().Be(1);
    }

    private static async Task<LookResult> FindAsync(string[] messages, params string[] otherMids)
    {
        using var server = new StubServer(_ => Answer.Ok(Thread(messages)));
        await using var host = new GraphHost(server.Address);
        return await host.FindCardsAsync(otherMids);
    }

    private static string Thread(params string[] messages) => $$$"""{"data":[{"messages":{"data":[{{{string.Join(',', messages)}}}]},"id":"t_1"}]}""";

    private static string Message(
        string id, string? attachments = null, string text = "", string createdAt = "2026-11-22T10:00:02+0000", string from = Page, string? sticker = null) =>
        $$$"""
        {"id":"{{{id}}}","created_time":"{{{createdAt}}}","from":{"id":"{{{from}}}"},"to":{"data":[{"id":"{{{Person}}}"}]},"message":"{{{text}}}"
        {{{(attachments is null ? "" : $",\"attachments\":{attachments}")}}}{{{(sticker is null ? "" : $",\"sticker\":\"{sticker}\"")}}}}
        """;
}
