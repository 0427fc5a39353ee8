using GptMessenger.Application.Inbox;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Replies;
using NSubstitute;

namespace GptMessenger.Application.Tests.Inbox;

public sealed class ThreadTests : IDisposable
{
    private readonly Bot _bot = new();

    public ThreadTests() => _bot.Answers.OfAsync(Known.Conversation, default, default, 0, default).ReturnsForAnyArgs(Task.FromResult<IReadOnlyList<AnswerRecord>>([]));

    public void Dispose() => _bot.Dispose();

    [Fact]
    public async Task Speakers_AreTold()
    {
        _bot.WrittenByOthers(
            Known.Message("m1"), Known.Reply("r1"), Known.Echo("e1"), Known.Echo("e2", appId: "77"), Known.Echo("e3", "gptm:person-answer-1:0", appId: "42"), Known.Echo("e4", "gptm:t1:0", appId: "42"), Known.Echo("e5", appId: null));

        (await ReadAsync()).Entries.Select(entry => entry.By).Should().Equal(Speaker.Customer, Speaker.Bot, Speaker.Person, Speaker.OtherApp, Speaker.Person, Speaker.Bot, Speaker.Person);
    }

    [Fact]
    public async Task EditsAndTakenBack_AreSeenAsTheyStand()
    {
        _bot.WrittenByOthers(Known.Message("m1", "red"), Known.Message("m2", "secret"), Known.Edit("m1", "blue"), Known.Unsend("m2"));

        (await ReadAsync()).Entries.Select(entry => (entry.Text, entry.IsEdited, entry.IsDeleted)).Should().Equal(("blue", true, false), (null, false, true));
    }

    [Fact]
    public async Task AttachmentsAndCards_AreData_AndTheirLinksAreWebAddresses()
    {
        _bot.WrittenByOthers(
            Known.Read("""{"sender":{"id":"900"},"recipient":{"id":"100"},"timestamp":1,"message":{"mid":"m1","attachments":[{"type":"image","payload":{"url":"https://cdn.example/1"}},{"type":"file","payload":{"url":"javascript:alert(1)"}}]}}"""),
            Known.Read("""{"sender":{"id":"100"},"recipient":{"id":"900"},"timestamp":2,"message":{"mid":"r1","attachments":[{"type":"template","payload":{"template_type":"generic","elements":[{"title":"Red Shoes","subtitle":"9.90 EUR","image_url":"https://cdn.example/2","default_action":{"url":"https://shop.example/red"},"buttons":[{"type":"web_url","title":"View","url":"https://shop.example/red"}]}]}}]}}"""));

        var entries = (await ReadAsync()).Entries;

        entries[0].Attachments.Should().Equal(new ThreadAttachment("image", new Uri("https://cdn.example/1")), new ThreadAttachment("file", null));
        entries[1].Cards.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new ThreadCard("Red Shoes") { Subtitle = "9.90 EUR", Image = new Uri("https://cdn.example/2"), Link = new Uri("https://shop.example/red"), Buttons = ["View"] });
    }

    [Fact]
    public async Task Pages_GoBackToTheBeginning()
    {
        _bot.WrittenByOthers([.. Enumerable.Range(0, 7).Select(i => Known.Message($"m{i}"))]);

        var newest = await ReadAsync(limit: 3);
        var middle = await ReadAsync(newest.Entries[0].Key, limit: 3);
        var first = await ReadAsync(middle.Entries[0].Key, limit: 3);

        newest.Entries.Select(entry => entry.Key).Should().Equal("m4", "m5", "m6");
        middle.Entries.Select(entry => entry.Key).Should().Equal("m1", "m2", "m3");
        (first.Entries.Single().Key, first.HasEarlier, middle.HasEarlier).Should().Be(("m0", false, true));
    }

    [Fact]
    public async Task Reasons_StandByTheirAnswers()
    {
        var record = new AnswerRecord("t1", Known.Now, new AnswerBasis { Source = AnswerSource.Model }) { Mids = ["r1"], Seconds = 2.5 };
        _bot.Answers.OfAsync(Known.Conversation, default, default, 0, default).ReturnsForAnyArgs(Task.FromResult<IReadOnlyList<AnswerRecord>>([record]));
        _bot.WrittenByOthers(Known.Message("m1"), Known.Reply("r1"), Known.Reply("r2"));

        (await ReadAsync()).Entries.Select(entry => entry.Reason).Should().Equal(null, record, null);
    }

    [Fact]
    public async Task Windows_RunFromTheCustomersLastWord()
    {
        _bot.WrittenByOthers(Known.Message("m1"), Known.Reply("r1", at: Known.Now.AddHours(1)));

        (await ReadAsync()).Window.Should().Be(new AnswerWindow(Known.Now.AddHours(24), Known.Now.AddDays(7)));
    }

    [Fact]
    public async Task WhatIsNot_IsNull() => (await HandleAsync(new ReadThread(Known.Conversation))).Should().BeNull();

    private async Task<ConversationThread> ReadAsync(string? before = null, int limit = 50) => (await HandleAsync(new ReadThread(Known.Conversation, before, limit)))!;

    private Task<ConversationThread?> HandleAsync(ReadThread request) =>
        new ReadThreadHandler(_bot.Store, _bot.Summaries, _bot.Answers, _bot.Pause, _bot.Options, _bot.Clock).Handle(request, default);
}
