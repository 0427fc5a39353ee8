using System.Text;
using CsCheck;
using GptMessenger.Application.Messenger;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Tests.Messenger;

public class EventReaderTests
{
    private const string Ends = """ "sender":{"id":"900"},"recipient":{"id":"100"},"timestamp":1762700000123 """;

    private static readonly PageId Page = Known.Conversation.Page;

    [Fact]
    public void TextMessage_IsRead()
    {
        var message = Read("""{"sender":{"id":"900"},"recipient":{"id":"100"},"timestamp":1762700000123,"message":{"mid":"m_1","text":"hello"}}""");

        message.Should().BeEquivalentTo(new
        {
            Kind = EventKind.Message, Key = "m_1", Mid = "m_1", Name = "message", Text = "hello", Page = "100", HasAttachments = false, IsStandby = false,
            Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(1762700000123), AppId = (string?)null, Metadata = (string?)null, Payload = (string?)null,
        });
        message.Customer!.Value.Value.Should().Be("900");
    }

    [Fact]
    public void Json_IsKeptAsItCame()
    {
        string json = """{ "message" : {"mid":"m_1","text":"\u00e4\/\u003c", "x": 1.50 } , "sender":{"id":"900"} }""";

        Encoding.UTF8.GetString(Read(json).Json.Span).Should().Be(json);
    }

    [Fact]
    public void NumericIds_AreIds()
    {
        var message = Read("""{"sender":{"id":900},"recipient":{"id":100},"timestamp":1762700000123,"message":{"mid":"m_1","seq":73,"text":"hello"}}""");

        (message.Customer!.Value.Value, message.Page).Should().Be(("900", "100"));
    }

    [Fact]
    public void NumericPageAsSender_IsThePage() =>
        Read("""{"sender":{"id":100},"recipient":{"id":900},"message":{"mid":"m_1","text":"hello"}}""").Should()
            .BeEquivalentTo(new { Kind = EventKind.Reply, IsFromPage = true, Page = "100" });

    [Theory]
    [InlineData("1762700000123", 1762700000123)]
    [InlineData("1762700000", 1762700000000)]
    [InlineData("\"1762700000\"", 1762700000000)]
    [InlineData("\"1762700000123\"", 1762700000123)]
    [InlineData("0", 0L)]
    [InlineData("99999999999", 99999999999000)]
    [InlineData("100000000000", 100000000000)]
    [InlineData("-5", null)]
    [InlineData("1.5", null)]
    [InlineData("1e3", null)]
    [InlineData("\"soon\"", null)]
    [InlineData("9223372036854775807", null)]
    [InlineData("99999999999999999999", null)]
    [InlineData("null", null)]
    [InlineData("{}", null)]
    public void Timestamp_IsSecondsOrMillisecondsAsNumberOrText(string timestamp, long? milliseconds) =>
        Read($$"""{"sender":{"id":"900"},"timestamp":{{timestamp}},"message":{"mid":"m_1"} }""").Timestamp
            .Should().Be(milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null);

    [Fact]
    public void EscapedUnicode_IsText() =>
        Read($$$"""{{{{Ends}}},"message":{"mid":"m_1","text":"\u00e4\u00f6\u00e5 \ud83d\ude00 \u003C\/b\u003E \u0025"}}""").Text.Should().Be("äöå 😀 </b> %");

    [Theory]
    [InlineData("""a\ud83db""", "a\ufffdb")]
    [InlineData("""\ude00""", "\ufffd")]
    [InlineData("""\ud83d\ud83d\ude00""", "\ufffd😀")]
    [InlineData("""\\ud83d""", """\ud83d""")]
    [InlineData("""\\\ud83d""", "\\\ufffd")]
    [InlineData("""\uD83D\uDE00\uD83D""", "😀\ufffd")]
    public void HalfASurrogatePair_IsMended(string escaped, string text) =>
        Read($$$"""{{{{Ends}}},"message":{"mid":"m_1","text":"{{{escaped}}}"}}""").Text.Should().Be(text);

    [Fact]
    public void HalfASurrogatePairInAName_IsNoError() =>
        Read($$$"""{{{{Ends}}},"\ud83d":{"\ude00":1}}""").Kind.Should().Be(EventKind.Unknown);

    [Fact]
    public void BrokenUtf8_IsNoError()
    {
        byte[] json = [.. """{"sender":{"id":"900"},"message":{"mid":"m_1","text":"a"""u8, 0xC3, 0x28, 0xFF, .. "\"}}"u8];

        var message = EventReader.Read(json, Page, isStandby: false);

        (message.Kind, message.Mid).Should().Be((EventKind.Message, "m_1"));
        message.Text.Should().StartWith("a");
    }

    [Theory]
    [InlineData("""{"mid":"m_1","attachments":[{"type":"image","payload":{"url":"https://cdn.example/1"}}]}""", null, true)]
    [InlineData("""{"mid":"m_1","text":"see","attachments":[{"type":"fallback","payload":{"url":"https://x.example","title":"x"}}]}""", "see", true)]
    [InlineData("""{"mid":"m_1","attachments":[{"title":"t","url":"u","type":"fallback","payload":"BLOB"}]}""", null, true)]
    [InlineData("""{"mid":"m_1","attachments":[{"type":"location","payload":{"coordinates":{"lat":1.2,"long":3.4}}}]}""", null, true)]
    [InlineData("""{"mid":"m_1","sticker_id":369239263222822,"attachments":[{"type":"image","payload":{"sticker_id":369239263222822}}]}""", null, true)]
    [InlineData("""{"mid":"m_1","attachments":[]}""", null, false)]
    [InlineData("""{"mid":"m_1","attachments":null,"text":"x"}""", "x", false)]
    [InlineData("""{"mid":"m_1","attachments":{"type":"image"}}""", null, false)]
    [InlineData("""{"mid":"m_1","is_unsupported":true}""", null, false)]
    [InlineData("""{"mid":"m_1","text":42}""", null, false)]
    [InlineData("""{"mid":"m_1","text":""}""", "", false)]
    [InlineData("""{"mid":"m_1","text":"thanks","reply_to":{"mid":"m_0","is_self_reply":false}}""", "thanks", false)]
    [InlineData("""{"mid":"m_1","text":"hi","referral":{"product":{"id":"7"}}}""", "hi", false)]
    [InlineData("""{"mid":"m_1","text":"find","commands":[{"name":"flights"}]}""", "find", false)]
    public void MessageOfAnySort_IsAMessage(string message, string? text, bool hasAttachments) =>
        Read($$"""{{{Ends}},"message":{{message}}}""").Should().BeEquivalentTo(new { Kind = EventKind.Message, Mid = "m_1", Text = text, HasAttachments = hasAttachments });

    [Fact]
    public void QuickReply_IsAMessageWithAPayload() =>
        Read($$$"""{{{{Ends}}},"message":{"mid":"m_1","text":"Red","quick_reply":{"payload":"COLOR_RED"}} }""")
            .Should().BeEquivalentTo(new { Kind = EventKind.Message, Text = "Red", Payload = "COLOR_RED", AsksForAnswer = true });

    [Fact]
    public void Postback_HasItsTitleAndPayload() =>
        Read($$$"""{{{{Ends}}},"postback":{"mid":"m_2","title":"Get Started","payload":"GET_STARTED","referral":{"ref":"summer","source":"SHORTLINK"}} }""")
            .Should().BeEquivalentTo(new { Kind = EventKind.Postback, Key = "m_2", Mid = "m_2", Name = "postback", Text = "Get Started", Payload = "GET_STARTED", AsksForAnswer = true });

    [Fact]
    public void PostbackWithoutMid_IsKnownAgainByItsContent()
    {
        string first = $$$"""{{{{Ends}}},"postback":{"title":"Größe","payload":"P"}}""";
        string otherTime = first.Replace("1762700000123", "1762700000124", StringComparison.Ordinal);

        Read(first).Key.Should().StartWith("sha256:").And.Be(Read(first).Key).And.NotBe(Read(otherTime).Key);
    }

    [Fact]
    public void EventWithoutMid_HasTheSameKeyWhenAnotherProgramWroteItAnew()
    {
        string asItCame = """{"sender":{"id":"900"},"recipient":{"id":"100"},"timestamp":1762700000123,"postback":{"title":"Gr\u00f6\u00dfe \/ 5","payload":"P"}}""";
        string writtenByPython = """
            {
                "sender": {
                    "id": "900"
                },
                "recipient": {
                    "id": "100"
                },
                "timestamp": 1762700000123,
                "postback": {
                    "title": "Größe / 5",
                    "payload": "P"
                }
            }
            """;

        Read(writtenByPython).Key.Should().Be(Read(asItCame).Key);
    }

    [Fact]
    public void Order_IsReadAloud() =>
        Read($$$"""{{{{Ends}}},"order":{"products":[{"id":1,"retailer_id":"SKU1","name":"Shoe","unit_price":11,"currency":"EUR","quantity":2},{"retailer_id":"SKU2"},{}],"note":"Please wrap"}}""")
            .Should().BeEquivalentTo(new { Kind = EventKind.Order, Text = "I would like to order: 2 x Shoe, 1 x SKU2, 1 x ?. Please wrap", AsksForAnswer = true });

    [Fact]
    public void Echo_IsOfThePageAndItsCustomerIsTheRecipient()
    {
        var echo = Read("""{"sender":{"id":"100"},"recipient":{"id":"900"},"timestamp":1762700000123,"message":{"is_echo":true,"app_id":1517776481860111,"metadata":"gptm:t1:0","mid":"m_9","text":"Hi"}}""");

        echo.Should().BeEquivalentTo(new { Kind = EventKind.Echo, Mid = "m_9", Page = "100", AppId = "1517776481860111", Metadata = "gptm:t1:0", Text = "Hi", IsFromPage = true, AsksForAnswer = false });
        echo.Customer!.Value.Value.Should().Be("900");
    }

    [Fact]
    public void EchoTheOtherWayRound_HasTheSameCustomer()
    {
        var echo = Read($$$"""{{{{Ends}}},"message":{"is_echo":true,"mid":"m_9","text":"Hi"}}""");

        (echo.Kind, echo.Customer!.Value.Value, echo.Page).Should().Be((EventKind.Echo, "900", "100"));
    }

    [Fact]
    public void EchoWithNullPayload_IsAnEcho() =>
        Read("""{"sender":{"id":"100"},"recipient":{"id":"900"},"message":{"is_echo":true,"app_id":"26390203743090","mid":"m_9","attachments":[{"type":"fallback","payload":null}]}}""")
            .Should().BeEquivalentTo(new { Kind = EventKind.Echo, AppId = "26390203743090", HasAttachments = true });

    [Fact]
    public void MetadataOfACustomersMessage_IsNotBelieved() =>
        Read($$$"""{{{{Ends}}},"message":{"mid":"m_1","text":"x","metadata":"gptm:t1:0","app_id":7}}""")
            .Should().BeEquivalentTo(new { Kind = EventKind.Message, Metadata = (string?)null, AppId = (string?)null });

    [Theory]
    [InlineData("\"1\"")]
    [InlineData("1")]
    public void Edit_IsOfItsMessage(string number) =>
        Read($$$"""{{{{Ends}}},"message_edit":{"mid":"m_1","text":"new","num_edit":{{{number}}}}}""")
            .Should().BeEquivalentTo(new { Kind = EventKind.Edit, Key = "edit:m_1:1", Mid = "m_1", Text = "new", AsksForAnswer = false, IsStored = true });

    [Fact]
    public void Unsend_HasTheKeyOfItsMessage() =>
        Read($$$"""{{{{Ends}}},"message":{"mid":"m_1","is_deleted":true}}""")
            .Should().BeEquivalentTo(new { Kind = EventKind.Unsend, Key = "m_1", Mid = "m_1", Text = (string?)null, AsksForAnswer = false });

    [Theory]
    [InlineData("policy_enforcement", "block")]
    [InlineData("policy-enforcement", "unblock")]
    public void PolicyEnforcement_IsReadUnderBothNames(string name, string action)
    {
        var policy = Read($$$"""{"recipient":{"id":"100"},"timestamp":1762700000123,"{{{name}}}":{"action":"{{{action}}}"}}""");

        policy.Should().BeEquivalentTo(new { Kind = EventKind.PolicyEnforcement, Text = action, Name = "policy_enforcement", Page = "100", IsStored = false });
        policy.Customer.Should().BeNull();
    }

    [Theory]
    [InlineData("read", """{"watermark":1458668856253}""")]
    [InlineData("delivery", """{"mids":["m_1"],"watermark":1458668856253}""")]
    [InlineData("reaction", """{"mid":"m_1","action":"react","reaction":"love","emoji":"❤"}""")]
    [InlineData("referral", """{"ref":"x","source":"SHORTLINK","type":"OPEN_THREAD"}""")]
    [InlineData("optin", """{"ref":"x","user_ref":"u"}""")]
    [InlineData("account_linking", """{"status":"unlinked"}""")]
    [InlineData("pass_thread_control", """{"previous_owner_app_id":null,"new_owner_app_id":"1"}""")]
    [InlineData("take_thread_control", """{"previous_owner_app_id":"1","new_owner_app_id":2}""")]
    [InlineData("request_thread_control", """{"requested_owner_app_id":1}""")]
    [InlineData("app_roles", """{"1":["primary_receiver"]}""")]
    [InlineData("response_feedback", """{"feedback":"Good response","mid":"m_1"}""")]
    [InlineData("messaging_feedback", """{"feedback_screens":[]}""")]
    [InlineData("game_play", "{}")]
    [InlineData("checkout_update", "{}")]
    [InlineData("message_request", "\"accept\"")]
    [InlineData("read", "null")]
    public void Notice_IsKnownAndNothingToDo(string name, string value) =>
        Read($$"""{{{Ends}},"{{name}}":{{value}}}""").Should().BeEquivalentTo(new { Kind = EventKind.Notice, Name = name, IsStored = false, AsksForAnswer = false });

    [Theory]
    [InlineData("""{"sender":{"id":"900"},"timestamp":1,"sparkle":{"a":1}}""", "sparkle")]
    [InlineData("""{"sender":{"id":"900"}}""", "nothing")]
    [InlineData("""{"message":"text"}""", "message")]
    [InlineData("{}", "nothing")]
    [InlineData("[]", "Array")]
    [InlineData("null", "Null")]
    [InlineData("\"text\"", "String")]
    [InlineData("7", "Number")]
    public void AnythingElse_IsUnknownByName(string json, string name) =>
        Read(json).Should().BeEquivalentTo(new { Kind = EventKind.Unknown, Name = name, IsStored = false });

    [Theory]
    [InlineData("""{"recipient":{"id":"100"},"message":{"mid":"m_1","text":"x"}}""")]
    [InlineData("""{"sender":{"user_ref":"u"},"recipient":{"id":"100"},"message":{"mid":"m_1","text":"x"}}""")]
    [InlineData("""{"sender":{"id":"../x"},"recipient":{"id":"100"},"message":{"mid":"m_1","text":"x"}}""")]
    [InlineData("""{"sender":{"id":""},"recipient":{"id":"100"},"message":{"mid":"m_1","text":"x"}}""")]
    [InlineData("""{"sender":{"id":null},"recipient":{"id":"100"},"message":{"mid":"m_1","text":"x"}}""")]
    [InlineData("""{"sender":"900","recipient":{"id":"100"},"message":{"mid":"m_1","text":"x"}}""")]
    [InlineData("""{"sender":{"id":"100"},"recipient":{"id":"100"},"message":{"mid":"m_1","text":"to myself"}}""")]
    public void WithoutAValidCustomer_NamesNone(string json) => Read(json).Customer.Should().BeNull();

    [Fact]
    public void MessageThatMessengerWroteItself_IsStoredAndNeverAnswered() =>
        Read($$$"""{{{{Ends}}},"message":{"mid":"m_1","text":"Lead summary: Oslo"},"hop_context":{"app_id":413038776280800,"metadata":"messenger_lead_gen_complete"}}""")
            .Should().BeEquivalentTo(new { Kind = EventKind.Message, IsByPlatform = true, IsStored = true, AsksForAnswer = false });

    [Fact]
    public void Standby_IsStoredAndNeverAnswered() =>
        EventReader.Read(Encoding.UTF8.GetBytes($$$"""{{{{Ends}}},"message":{"mid":"m_1","text":"x"}}"""), Page, isStandby: true)
            .Should().BeEquivalentTo(new { Kind = EventKind.Message, IsStandby = true, IsStored = true, AsksForAnswer = false });

    [Fact]
    public void AnyJson_IsReadWithoutError() => Arbitrary.Json.Sample(json => EventReader.Read(Encoding.UTF8.GetBytes(json), Page, isStandby: false).Key.Length > 0);

    [Fact]
    public void AnyEventPart_IsReadWithoutError() =>
        Gen.Select(Gen.OneOf("message", "postback", "order", "message_edit", "sender", "policy_enforcement", "timestamp", "read"), Arbitrary.Json, Arbitrary.Json)
            .Sample((name, value, id) => EventReader.Read(
                Encoding.UTF8.GetBytes($$"""{"sender":{"id":{{id}}},"{{name}}":{{value}},"message":{"mid":{{id}},"text":{{value}},"quick_reply":{{value}} } }"""),
                Page, isStandby: false).Key.Length > 0);

    private static MessengerEvent Read(string json) => EventReader.Read(Encoding.UTF8.GetBytes(json), Page, isStandby: false);
}
