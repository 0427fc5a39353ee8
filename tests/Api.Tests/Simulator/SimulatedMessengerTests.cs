using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GptMessenger.Api.Simulator;

namespace GptMessenger.Api.Tests.Simulator;

public sealed class SimulatedMessengerTests : IAsyncLifetime
{
    private readonly SimulatedFacebook _facebook = new();
    private readonly string _psid = SimulatedMessenger.NewCustomer();

    public Task InitializeAsync() => _facebook.InitializeAsync();

    public Task DisposeAsync() => _facebook.DisposeAsync();

    private ThreadMessage Only => _facebook.Messenger.Thread(_psid).Messages.Should().ContainSingle().Subject;

    [Fact]
    public async Task Message_ReachesTheProductSigned()
    {
        await _facebook.Messenger.SendTextAsync(_psid, "Hei, er dere åpne?", CancellationToken.None);

        var @event = await _facebook.WebhookAsync();
        @event["sender"]!["id"]!.GetValue<string>().Should().Be(_psid);
        @event["recipient"]!["id"]!.GetValue<string>().Should().Be(SimulatedFacebook.Page);
        @event["message"]!["text"]!.GetValue<string>().Should().Be("Hei, er dere åpne?");
        @event["message"]!["mid"]!.GetValue<string>().Should().Be(Only.Mid);
        Only.Delivery.Should().Match<Delivery>(d => d.State == DeliveryState.Delivered && d.Status == 200);

        var (body, signature) = _facebook.Webhooks.Single();
        body.Should().OnlyContain(b => b < 128);
        signature.Should().Be($"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(SimulatedFacebook.AppSecret), body))}");
    }

    [Fact]
    public async Task ProductThatRefuses_GetsTheSameBytesAgain()
    {
        _facebook.Answer(503, 503);

        await _facebook.Messenger.SendTextAsync(_psid, "Hello", CancellationToken.None);

        _facebook.Webhooks.Should().HaveCount(3);
        _facebook.Webhooks.Select(webhook => Convert.ToHexString(webhook.Body)).Distinct().Should().ContainSingle();
        Only.Delivery.Should().Match<Delivery>(d => d.State == DeliveryState.Delivered && d.Attempt == 3);
    }

    [Fact]
    public async Task ProductThatKeepsRefusing_IsGivenUpWithItsReason()
    {
        _facebook.Answer(503, 503, 503, 503);

        await _facebook.Messenger.SendTextAsync(_psid, "Hello", CancellationToken.None);

        _facebook.Webhooks.Should().HaveCount(4);
        Only.Delivery.Should().Be(new Delivery(DeliveryState.Failed, 4, 503, "The store is down."));
    }

    [Fact]
    public async Task SendOfTheProduct_ComesBackAsItsEcho()
    {
        var (_, sent) = await _facebook.SendAsync(SimulatedFacebook.Text(_psid, "Welcome", "gptm:turn:0"));

        var echo = await _facebook.WebhookAsync();
        echo["sender"]!["id"]!.GetValue<string>().Should().Be(SimulatedFacebook.Page);
        echo["recipient"]!["id"]!.GetValue<string>().Should().Be(_psid);
        echo["message"]!.ToJsonString().Should().Be(
            $$"""{"is_echo":true,"app_id":{{SimulatedFacebook.AppId}},"metadata":"gptm:turn:0","text":"Welcome","mid":"{{sent["message_id"]}}"}""");
    }

    [Fact]
    public async Task PersonAtTheShop_IsAnEchoOfThePageInbox()
    {
        await _facebook.Messenger.WriteAsPersonAsync(_psid, "Ingrid here", CancellationToken.None);

        var message = (await _facebook.WebhookAsync())["message"]!;
        (message["app_id"]!.GetValue<long>(), message["metadata"]).Should().Be((263902037430900, null));
        Only.Author.Should().Be(Author.Person);
    }

    [Fact]
    public async Task PictureAndUnsend_AreEventsOfTheirOwn()
    {
        await _facebook.Messenger.SendPictureAsync(_psid, new Uri("http://localhost/a.svg"), CancellationToken.None);
        await _facebook.Messenger.UnsendAsync(_psid, Only.Mid, CancellationToken.None);

        var picture = (await _facebook.WebhookAsync())["message"]!;
        picture["attachments"]![0]!.ToJsonString().Should().Be("""{"type":"image","payload":{"url":"http://localhost/a.svg"}}""");
        picture["text"].Should().BeNull();
        (await _facebook.WebhookAsync(1))["message"]!.ToJsonString().Should().Be($$"""{"mid":"{{Only.Mid}}","is_deleted":true}""");
        Only.Should().Match<ThreadMessage>(m => m.IsUnsent && m.Picture == null);
    }

    [Fact]
    public async Task Cards_AreShownAndEchoed()
    {
        var request = JsonNode.Parse("""
            {"recipient":{"id":"PSID"},"messaging_type":"RESPONSE","message":{"attachment":{"type":"template","payload":{"template_type":"generic","elements":[
              {"title":"Topp Beanie","subtitle":"35.00 EUR","image_url":"https://fjordlight.example/images/topp-beanie.svg",
               "buttons":[{"type":"web_url","title":"View","url":"https://fjordlight.example/products/topp-beanie"}]}]}}}}
            """.Replace("PSID", _psid, StringComparison.Ordinal))!.AsObject();
        await _facebook.SendAsync(request);

        var card = Only.Cards.Should().ContainSingle().Subject;
        card.Should().Match<ShopCard>(c => c.Title == "Topp Beanie" && c.Subtitle == "35.00 EUR");
        card.Buttons.Should().Equal(new CardButton("View", "https://fjordlight.example/products/topp-beanie"));
        (await _facebook.WebhookAsync())["message"]!["attachments"]![0]!["type"]!.GetValue<string>().Should().Be("template");
    }
}
