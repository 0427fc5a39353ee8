using System.Text.Json.Nodes;
using GptMessenger.Api.Simulator;

namespace GptMessenger.Api.Tests.Simulator;

public sealed class SimulatedGraphTests(SimulatedFacebook facebook) : IClassFixture<SimulatedFacebook>
{
    private readonly string _psid = SimulatedMessenger.NewCustomer();

    [Fact]
    public async Task Text_IsShownToTheCustomer()
    {
        var (status, body) = await facebook.SendAsync(SimulatedFacebook.Text(_psid, "Hello"));

        status.Should().Be(200);
        body["recipient_id"]!.GetValue<string>().Should().Be(_psid);
        body["message_id"]!.GetValue<string>().Should().StartWith("m_");
        facebook.Messenger.Thread(_psid).Messages.Should().ContainSingle().Which.Should().Match<ThreadMessage>(m => m.Text == "Hello" && m.Author == Author.Page);
    }

    [Theory]
    [InlineData("another-token", null, 190)]
    [InlineData(null, null, 104)]
    [InlineData(SimulatedFacebook.PageToken, "0000", 100)]
    public async Task CallerWithoutTheKeys_IsRefused(string? token, string? proof, int code)
    {
        var (status, body) = await facebook.SendAsync(SimulatedFacebook.Text(_psid, "Hello"), token, proof);

        status.Should().Be(400);
        body["error"]!["code"]!.GetValue<int>().Should().Be(code);
        body["error"]!["fbtrace_id"].Should().NotBeNull();
        facebook.Messenger.Thread(_psid).Messages.Should().BeEmpty();
    }

    [Fact]
    public async Task ForeignPage_IsUnknown()
    {
        var (_, body) = await facebook.SendAsync(SimulatedFacebook.Text(_psid, "Hello"), page: "42");

        (body["error"]!["code"]!.GetValue<int>(), body["error"]!["error_subcode"]!.GetValue<int>()).Should().Be((100, 33));
    }

    public static TheoryData<string, int?> Refused => new()
    {
        { """{"messaging_type":"RESPONSE","message":{"text":"x"}}""", null },
        { """{"recipient":{"id":"not a psid"},"messaging_type":"RESPONSE","message":{"text":"x"}}""", 2018001 },
        { """{"recipient":{"id":"PSID"},"messaging_type":"RESPONSE"}""", null },
        { """{"recipient":{"id":"PSID"},"messaging_type":"RESPONSE","message":{}}""", null },
        { """{"recipient":{"id":"PSID"},"message":{"text":"x"}}""", null },
        { """{"recipient":{"id":"PSID"},"messaging_type":"RESPONSE","message":{"text":"x"},"sender_action":"typing_on"}""", 2018014 },
        { """{"recipient":{"id":"PSID"},"sender_action":"dance"}""", null },
        { """{"recipient":{"id":"PSID"},"messaging_type":"RESPONSE","message":{"text":"LONG"}}""", null },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task WhatGraphRefuses_IsRefused(string request, int? subcode)
    {
        string json = request.Replace("PSID", _psid, StringComparison.Ordinal).Replace("LONG", new string('x', 2001), StringComparison.Ordinal);
        var (status, body) = await facebook.SendAsync(JsonNode.Parse(json)!.AsObject());

        status.Should().Be(400);
        body["error"]!["code"]!.GetValue<int>().Should().Be(100);
        body["error"]!["error_subcode"]?.GetValue<int>().Should().Be(subcode);
        facebook.Messenger.Thread(_psid).Messages.Should().BeEmpty();
    }

    [Fact]
    public async Task SenderActions_AreSeenByTheCustomer()
    {
        var thread = facebook.Messenger.Thread(_psid);

        await ActAsync("mark_seen");
        thread.SeenAt.Should().NotBeNull();

        var (_, body) = await ActAsync("typing_on");
        body.ToJsonString().Should().Be($$"""{"recipient_id":"{{_psid}}"}""");
        thread.IsTyping(TimeProvider.System.GetUtcNow()).Should().BeTrue();
        thread.IsTyping(TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(21)).Should().BeFalse("the dots fade");

        await ActAsync("typing_off");
        thread.IsTyping(TimeProvider.System.GetUtcNow()).Should().BeFalse();
    }

    [Fact]
    public async Task Conversation_ListsTheNewestFirstInWholeSeconds()
    {
        await facebook.Messenger.SendTextAsync(_psid, "Question", CancellationToken.None);
        var (_, sent) = await facebook.SendAsync(SimulatedFacebook.Text(_psid, "Answer"));

        var (status, body) = await facebook.GetAsync($"{SimulatedFacebook.Page}/conversations?platform=messenger&user_id={_psid}&fields=id,messages.limit(5){{id,created_time,from,to,message}}");

        status.Should().Be(200);
        var messages = body["data"]![0]!["messages"]!["data"]!.AsArray();
        messages.Select(message => message!["message"]!.GetValue<string>()).Should().Equal("Answer", "Question");
        messages[0]!["id"]!.GetValue<string>().Should().Be(sent["message_id"]!.GetValue<string>());
        messages.Select(message => message!["from"]!["id"]!.GetValue<string>()).Should().Equal(SimulatedFacebook.Page, _psid);
        messages[0]!["created_time"]!.GetValue<string>().Should().MatchRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$");
    }

    [Fact]
    public async Task Template_HasNoWordsInTheConversation_AndItsCardsWhereTheyAreAskedFor()
    {
        await facebook.SendAsync(SimulatedFacebook.Cards(_psid, """[{"title":"Boot","subtitle":"9 EUR","buttons":[{"type":"web_url","title":"View","url":"https://a.example/"}]},{"title":"Sock","subtitle":"x"}]"""));

        var plain = await MessageAsync("id,message");
        var whole = await MessageAsync("id,message,sticker,attachments{id,generic_template}");

        (plain["message"]!.GetValue<string>(), plain["attachments"]).Should().Be(("", null));
        whole["attachments"]!["data"]!.AsArray().Select(attachment => attachment!["generic_template"]!["title"]!.GetValue<string>()).Should().Equal("Boot", "Sock");

        async Task<JsonNode> MessageAsync(string fields)
        {
            var (_, body) = await facebook.GetAsync($"{SimulatedFacebook.Page}/conversations?user_id={_psid}&fields=messages.limit(5){{{fields}}}");
            return body["data"]![0]!["messages"]!["data"]![0]!;
        }
    }

    [Fact]
    public async Task UnknownCustomer_HasNoConversation()
    {
        var (status, body) = await facebook.GetAsync($"{SimulatedFacebook.Page}/conversations?user_id={_psid}");

        (status, body.ToJsonString()).Should().Be((200, """{"data":[]}"""));
    }

    [Fact]
    public async Task Page_TellsWhatWasAskedFor()
    {
        var (_, body) = await facebook.GetAsync($"{SimulatedFacebook.Page}?fields=name,hours,price_range,not_there");

        body.AsObject().Select(field => field.Key).Should().BeEquivalentTo("id", "name", "hours", "price_range");
        body["name"]!.GetValue<string>().Should().Be("Fjordlight Outdoor");
    }

    [Fact]
    public async Task WireLog_HoldsNoSecret()
    {
        var request = SimulatedFacebook.Text(_psid, "Hello");
        request["access_token"] = SimulatedFacebook.PageToken;
        await facebook.SendAsync(request);

        var call = facebook.Wire.Calls.First(call => call.Customer == _psid && call.Side == WireSide.Graph);
        call.Should().Match<WireCall>(c => c.Status == 200 && c.What == "send" && c.Path.EndsWith("/messages"));
        (call.Path + call.Body).Should().NotContain(SimulatedFacebook.PageToken).And.NotContain("appsecret_proof");
    }

    private Task<(int Status, JsonNode Body)> ActAsync(string action) =>
        facebook.SendAsync(new() { ["recipient"] = new JsonObject { ["id"] = _psid }, ["sender_action"] = action });
}
