using GptMessenger.Api.Simulator;
using GptMessenger.Application.Messenger;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Api.Tests.Simulator;

public sealed class TemplateRulesTests(SimulatedFacebook facebook) : IClassFixture<SimulatedFacebook>
{
    private const string Path = "message[attachment][payload][elements]";

    private readonly string _psid = SimulatedMessenger.NewCustomer();

    public static TheoryData<string, string> Refused => new()
    {
        { "[]", $"Param {Path} must be a non-empty array" },
        { "7", $"Param {Path} must be a non-empty array" },
        { $"[{string.Join(',', Enumerable.Repeat("""{"title":"T","subtitle":"S"}""", 11))}]", $"Param {Path} has too many elements: at most 10 are allowed" },
        { """["x"]""", $"Param {Path}[0] must be an object" },
        { """[{"subtitle":"no title"}]""", $"The parameter {Path}[0][title] is required" },
        { """[{"title":" ","subtitle":"S"}]""", $"Param {Path}[0][title] must be a non-empty string" },
        { """[{"title":"T"}]""", $"Param {Path}[0] must have at least one property besides the title" },
        { """[{"title":"T","subtitle":"S"},{"title":"LONG81","subtitle":"S"}]""", $"Length of param {Path}[1][title] must be less than or equal to 80" },
        { """[{"title":"T","subtitle":"LONG81"}]""", $"Length of param {Path}[0][subtitle] must be less than or equal to 80" },
        { """[{"title":"T","image_url":"http://a.example/1.jpg"}]""", $"Param {Path}[0][image_url] should be a valid URL" },
        { """[{"title":"T","image_url":null}]""", $"Param {Path}[0][image_url] should be a valid URL" },
        { """[{"title":"T","default_action":{"type":"postback"}}]""", $"Param {Path}[0][default_action][type] must be web_url" },
        { """[{"title":"T","default_action":{"type":"web_url","url":"https://a.example","title":"x"}}]""", $"Param {Path}[0][default_action] must not have a title" },
        { """[{"title":"T","default_action":{"type":"web_url","url":"javascript:alert(1)"}}]""", $"Param {Path}[0][default_action][url] should be a valid URL" },
        { """[{"title":"T","buttons":[]}]""", $"Param {Path}[0][buttons] must be a non-empty array" },
        { """[{"title":"T","buttons":[B,B,B,B]}]""", $"Param {Path}[0][buttons] has too many buttons: at most 3 are allowed" },
        { """[{"title":"T","buttons":[B,{"type":"web_url","title":"LONG21","url":"https://a.example"}]}]""", $"Length of param {Path}[0][buttons][1][title] must be less than or equal to 20" },
        { """[{"title":"T","buttons":[{"type":"web_url","url":"https://a.example"}]}]""", $"The parameter {Path}[0][buttons][0][title] is required" },
        { """[{"title":"T","buttons":[{"type":"web_url","title":"x","url":"/relative"}]}]""", $"Param {Path}[0][buttons][0][url] should be a valid URL" },
        { """[{"title":"T","buttons":[{"type":"postback","title":"x"}]}]""", $"The parameter {Path}[0][buttons][0][payload] is required" },
        { """[{"title":"T","buttons":[{"type":"dance","title":"x"}]}]""", $"Param {Path}[0][buttons][0][type] must be one of {{WEB_URL, POSTBACK, PHONE_NUMBER}}" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task ElementsThatBreakALimit_AreRefusedByName(string elements, string message)
    {
        string json = elements.Replace("LONG81", new string('x', 81), StringComparison.Ordinal).Replace("LONG21", new string('x', 21), StringComparison.Ordinal)
            .Replace("B", """{"type":"web_url","title":"x","url":"https://a.example"}""", StringComparison.Ordinal);
        var (status, body) = await facebook.SendAsync(SimulatedFacebook.Cards(_psid, json));

        (status, body["error"]!["code"]!.GetValue<int>()).Should().Be((400, 100));
        body["error"]!["message"]!.GetValue<string>().Should().Be($"(#100) {message}");
        facebook.Messenger.Thread(_psid).Messages.Should().BeEmpty();
    }

    [Theory]
    [InlineData("""{"type":"hologram","payload":{}}""")]
    [InlineData("""{"payload":{}}""")]
    [InlineData("""{"type":"template"}""")]
    [InlineData("""{"type":"template","payload":{}}""")]
    [InlineData("""{"type":"template","payload":{"template_type":"button","text":"x","buttons":[]}}""")]
    [InlineData("""{"type":"template","payload":{"template_type":"button","buttons":[{"type":"web_url","title":"x","url":"https://a.example"}]}}""")]
    public async Task OtherBrokenAttachment_IsRefused(string attachment) =>
        (await facebook.SendAsync(SimulatedFacebook.Attachment(_psid, attachment))).Status.Should().Be(400);

    [Fact]
    public async Task WhatIsJustAllowed_IsShown()
    {
        string button = $$"""{"type":"web_url","title":"{{new string('b', 20)}}","url":"http://a.example/?x=1"}""";
        string element = $$"""
            {"title":"{{new string('t', 80)}}","subtitle":"{{new string('s', 80)}}","image_url":"https://a.example/1.jpg",
             "default_action":{"type":"web_url","url":"https://a.example/p"},"buttons":[{{button}},{{button}},{{button}}]}
            """;

        (await facebook.SendAsync(SimulatedFacebook.Cards(_psid, $"[{string.Join(',', Enumerable.Repeat(element, 10))}]"))).Status.Should().Be(200);

        facebook.Messenger.Thread(_psid).Messages.Should().ContainSingle().Which.Cards.Should().HaveCount(10);
    }

    [Fact]
    public async Task WhatTheProductSends_IsAllowed()
    {
        var link = new Uri("https://a.example/produkte/schön?v=1");
        var card = new ReplyCard("Täschchen") { Subtitle = "9.90 EUR", Image = new Uri("https://a.example/1.jpg"), Link = link, Buttons = [new ReplyButton("View in shop", link)] };

        var (status, _) = await facebook.SendAsync(SimulatedFacebook.Attachment(_psid, TemplateJson.Attachment([card, new ReplyCard("Only a page") { Link = link }]).GetRawText()));

        status.Should().Be(200);
        facebook.Messenger.Thread(_psid).Messages[0].Cards[0].Should().Match<ShopCard>(shown => shown.Link == link.OriginalString && shown.Buttons.Count == 1);
    }
}
