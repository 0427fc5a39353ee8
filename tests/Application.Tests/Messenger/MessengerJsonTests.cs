using System.Text;
using System.Text.Json;
using CsCheck;
using GptMessenger.Application.Messenger;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Application.Tests.Messenger;

public class MessengerJsonTests
{
    [Fact]
    public void AnyFile_KeepsEveryElementByteForByte() => Gen.Select(Arbitrary.Object.Array[0, 6], Gen.OneOf("", " ", "\n", "\r\n    ")).Sample((elements, space) =>
    {
        var conversation = Read($"{space}[{space}{string.Join($"{space},{space}", elements)}{space}]{space}");
        var written = Written(conversation);
        var again = MessengerJson.ReadFile(written, Known.Conversation.Page);

        return conversation.Events.Select(Json).SequenceEqual(elements)
            && again.Events.Select(Json).SequenceEqual(elements)
            && Written(again).SequenceEqual(written);
    });

    [Fact]
    public void EmptyConversation_IsAnEmptyArray() => JsonDocument.Parse(Written(Conversation.Empty)).RootElement.GetArrayLength().Should().Be(0);

    [Fact]
    public void FileWrittenByPython_IsCarriedOn()
    {
        string python = """
            [
              {
                "sender": {
                  "id": "900"
                },
                "recipient": {
                  "id": "100"
                },
                "timestamp": 1762700000123,
                "message": {
                  "mid": "m_1",
                  "text": "Gr\u00f6\u00dfe 40? \ud83d\udc4d",
                  "nlp": {"entities": {}, "score": 0.50}
                }
              },
              {
                "sender": {"id": "100"},
                "recipient": {"id": "900"},
                "timestamp": 1762700001000,
                "message": {"mid": "agent_mid_1", "text": "Ja!"}
              }
            ]
            """;

        var conversation = Read(python).With(Known.Message("m_2"));
        using var written = JsonDocument.Parse(Written(conversation));
        using var original = JsonDocument.Parse(python);

        conversation.Events.Select(e => (e.Kind, e.Text)).Should().Equal(
            (EventKind.Message, "Größe 40? 👍"), (EventKind.Reply, "Ja!"), (EventKind.Message, "Do you have red shoes?"));
        written.RootElement.GetArrayLength().Should().Be(3);
        written.RootElement.EnumerateArray().Take(2).Select(e => e.GetRawText()).Should().Equal(original.RootElement.EnumerateArray().Select(e => e.GetRawText()));
    }

    [Fact]
    public void ByteOrderMark_IsSkipped() => Read("\ufeff[]").Events.Should().BeEmpty();

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[")]
    [InlineData("[{}")]
    [InlineData("[{},]")]
    [InlineData("[] []")]
    [InlineData("[]x")]
    [InlineData("[{\"a\":1}{\"b\":2}]")]
    [InlineData("[nope]")]
    [InlineData("// comment\n[]")]
    public void AnythingElse_IsRefused(string file)
    {
        var act = () => Read(file);

        act.Should().Throw<JsonException>();
    }

    [Fact]
    public void TooDeepNesting_IsRefused()
    {
        var act = () => Read(new string('[', 5000) + new string(']', 5000));

        act.Should().Throw<JsonException>();
    }

    [Fact]
    public void ElementsThatAreNoEvents_AreKeptAndMeanNothing()
    {
        var conversation = Read("""[1, "x", null, [2], {"sparkle":true}]""");

        conversation.Events.Should().HaveCount(5).And.OnlyContain(e => e.Kind == EventKind.Unknown);
        JsonSerializer.Serialize(JsonDocument.Parse(Written(conversation)).RootElement).Should().Be("""[1,"x",null,[2],{"sparkle":true}]""");
    }

    [Fact]
    public void Reply_HasTheDocumentedShape()
    {
        var reply = MessengerJson.Reply(Known.Conversation, "m_9", "Größe \"40\" <b> 👍\nhttps://a.example/?b=1&c=2", DateTimeOffset.FromUnixTimeMilliseconds(1762700000123));

        Json(reply).Should().Be(
            """{"sender":{"id":"100"},"recipient":{"id":"900"},"timestamp":1762700000123,"message":{"mid":"m_9","text":"Größe \"40\" <b> 👍\nhttps://a.example/?b=1&c=2"}}""".Replace("👍", Thumb, StringComparison.Ordinal));
        reply.Should().BeEquivalentTo(new { Kind = EventKind.Reply, Key = "m_9", IsFromPage = true });
        reply.Customer.Should().Be(Known.Conversation.Sender);
    }

    [Fact]
    public void Cards_HaveMessengersShape_AndComeBackFromTheFile()
    {
        IReadOnlyList<ReplyCard> cards =
        [
            new("Größe \"40\" & <b>")
            {
                Subtitle = "35.00 EUR", Image = new Uri("https://cdn.example/a.jpg?v=1&w=2"), Link = new Uri("https://a.example/produkte/schön"),
                Buttons = [new ReplyButton("Im Shop ansehen", new Uri("https://a.example/produkte/schön"))],
            },
            new("Only a picture") { Image = new Uri("https://cdn.example/b.jpg") },
        ];

        var reply = MessengerJson.Reply(Known.Conversation, "m_9", cards, DateTimeOffset.FromUnixTimeMilliseconds(1762700000123));

        Json(reply).Should().Be(
            """{"sender":{"id":"100"},"recipient":{"id":"900"},"timestamp":1762700000123,"message":{"mid":"m_9","attachments":["""
            + """{"type":"template","payload":{"template_type":"generic","elements":["""
            + """{"title":"Größe \"40\" & <b>","subtitle":"35.00 EUR","image_url":"https://cdn.example/a.jpg?v=1&w=2","default_action":"""
            + """{"type":"web_url","url":"https://a.example/produkte/schön"},"buttons":["""
            + """{"type":"web_url","url":"https://a.example/produkte/schön","title":"Im Shop ansehen"}]},"""
            + """{"title":"Only a picture","image_url":"https://cdn.example/b.jpg"}]}}]}}""");
        var read = Read(Encoding.UTF8.GetString(Written(Conversation.Empty.With(reply)))).Events.Single();
        read.Should().BeEquivalentTo(new { Kind = EventKind.Reply, Key = "m_9", Text = (string?)null, HasAttachments = true, IsFromPage = true });
        read.ShownProducts.Should().Equal("Größe \"40\" & <b>", "Only a picture");
    }

    [Theory]
    [InlineData("""[{"type":"template","payload":{"template_type":"generic","elements":[{"title":"A"},{"title":" "},{"title":7},{},"x"]}},{"type":"image","payload":{"url":"u"}}]""", "A")]
    [InlineData("""[{"type":"template","title":"T","payload":{"template_type":"media","elements":[{"media_type":"image"}]}}]""", "")]
    [InlineData("""[{"type":"template","payload":{"template_type":"generic"}}]""", "")]
    [InlineData("""[{"type":"fallback","payload":null,"title":"T"}]""", "")]
    [InlineData("""[{"type":"template","payload":"BLOB"}]""", "")]
    [InlineData("""{"type":"template"}""", "")]
    public void AttachmentsOfOthers_AreReadAsFarAsTheyGo(string attachments, string titles)
    {
        string page = $$$"""{"sender":{"id":"100"},"recipient":{"id":"900"},"timestamp":1,"message":{"mid":"m_1","attachments":{{{attachments}}}}}""";

        Read($"[{page}]").Events.Single().ShownProducts.Should().Equal(titles.Length == 0 ? [] : [titles]);
        Read($"[{page.Replace("100", "900", StringComparison.Ordinal)}]").Events.Single().ShownProducts.Should().BeEmpty("that is what a customer shares");
    }

    [Fact]
    public void EndlessTemplateOfOthers_IsReadToItsTenthTitle()
    {
        string elements = string.Join(',', Enumerable.Repeat($$"""{"title":"{{new string('a', 79)}}👍"}""", 500));
        var read = Read($$$"""[{"sender":{"id":"100"},"message":{"mid":"m_1","attachments":[{"type":"template","payload":{"elements":[{{{elements}}}]}}]}}]""").Events.Single();

        read.ShownProducts.Should().HaveCount(10).And.OnlyContain(title => title == new string('a', 79));
    }

    [Fact]
    public void AnyReply_ComesBackFromTheFile() => Gen.String.Sample(text =>
    {
        var conversation = Conversation.Empty.With(MessengerJson.Reply(Known.Conversation, "m_9", text, Known.Now));
        var read = MessengerJson.ReadFile(Written(conversation), Known.Conversation.Page).Events.Single();

        return read.Kind == EventKind.Reply && read.Text == string.Concat(text.EnumerateRunes());
    });

    // The encoder writes what lies outside the basic plane as an escaped pair.
    private const string Thumb = """\uD83D\uDC4D""";

    private static Conversation Read(string file) => MessengerJson.ReadFile(Encoding.UTF8.GetBytes(file), Known.Conversation.Page);

    private static string Json(MessengerEvent @event) => Encoding.UTF8.GetString(@event.Json.Span);

    private static byte[] Written(Conversation conversation)
    {
        byte[] file = new byte[MessengerJson.FileSize(conversation)];
        MessengerJson.WriteFile(conversation, file);
        return file;
    }
}
