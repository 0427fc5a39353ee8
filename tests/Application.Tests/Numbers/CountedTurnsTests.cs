using GptMessenger.Application.Conversations;
using GptMessenger.Application.Numbers;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Shops;
using NSubstitute;

namespace GptMessenger.Application.Tests.Numbers;

/// <summary>What a turn's end adds to the numbers.</summary>
public sealed class CountedTurnsTests : IDisposable
{
    private readonly Bot _bot = new();

    [Fact]
    public async Task AnsweredTurn_CountsOnItsPageAndDay()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        await _bot.AcceptAsync(Known.Message("m2"));
        _bot.Clock.Advance(TimeSpan.FromSeconds(2));
        await _bot.AnswerToTheEndAsync();

        var tally = (await _bot.Numbers.CountedAsync(1)).Should().ContainSingle().Subject;
        (tally.Tenant, tally.Page, tally.Day, tally.Mark).Should().Be((Known.Conversation.Tenant, Known.Conversation.Page, new DateOnly(2026, 11, 9), _bot.Closed[0].Turn.Id));
        tally.Figures.Should().BeEquivalentTo(new Dictionary<string, long> { ["conversations"] = 1, ["messages"] = 2, ["answers"] = 1, ["waited:22"] = 1 });
    }

    [Fact]
    public async Task Conversation_CountsOnceADay()
    {
        await AnswerAsync("m1", Known.Now);
        await AnswerAsync("m2", Known.Now.AddHours(11));
        await AnswerAsync("m3", Known.Now.AddHours(13));

        var tallies = await _bot.Numbers.CountedAsync(3);
        tallies.Select(tally => (tally.Day.Day, tally.Figures.GetValueOrDefault("conversations"))).Should().Equal((9, 1), (9, 0), (10, 1));
    }

    [Fact]
    public async Task TurnOverMidnight_IsOfTheDayItBeganOn_AndTheNextOneCountsTheConversationAgain()
    {
        _bot.Shop = new Shop { TimeZone = "Asia/Tokyo" };
        var midnight = new DateTimeOffset(2026, 11, 9, 15, 0, 0, TimeSpan.Zero);
        await AnswerAsync("m1", midnight.AddSeconds(-1));
        await AnswerAsync("m2", midnight.AddSeconds(20));
        await AnswerAsync("m3", midnight.AddSeconds(40));

        var tallies = await _bot.Numbers.CountedAsync(3);
        tallies.Select(tally => (tally.Day.Day, tally.Figures.GetValueOrDefault("conversations"))).Should().Equal((9, 1), (10, 1), (10, 0));
    }

    [Fact]
    public async Task FallbacksAndRefusedDrafts_CountByReason()
    {
        _bot.Answer = (_, _) => Task.FromResult(new Completion("It costs 5.00 EUR.", 100, 5));
        await AnswerAsync("m1", Known.Now);
        _bot.Answer = (_, _) => throw new LlmUnavailableException("away");
        await AnswerAsync("m2", Known.Now.AddMinutes(1));

        var tallies = await _bot.Numbers.CountedAsync(2);
        tallies[0].Figures.Should().Contain(new Dictionary<string, long> { ["refused"] = 2, ["offline:NothingSupported"] = 1 });
        tallies[1].Figures.Should().Contain(new Dictionary<string, long> { ["offline:ModelAway"] = 1 }).And.NotContainKey("refused");
    }

    [Fact]
    public async Task WhatIsLeftToAPerson_Counts_AndSoDoDeadLetters()
    {
        await _bot.PauseAsync(Known.Now.AddHours(1));
        await _bot.AcceptAsync(Known.Message("m1"));
        await _bot.PauseAsync(null);
        _bot.Sends.Enqueue(_ => Task.FromResult(new SendResult(SendVerdict.Refused, Error: "no")));
        await AnswerAsync("m2", Known.Now);

        var tallies = await _bot.Numbers.CountedAsync(2);
        tallies[0].Figures.Should().BeEquivalentTo(new Dictionary<string, long> { ["conversations"] = 1, ["messages"] = 1, ["left"] = 1 });
        tallies[1].Figures.Should().BeEquivalentTo(new Dictionary<string, long> { ["messages"] = 1, ["dead"] = 1 });
    }

    [Fact]
    public async Task DeadLetterThatIsAnsweredAfterAll_CountsAsAnAnswer_AndNotAsNewMessages()
    {
        _bot.Sends.Enqueue(_ => Task.FromResult(new SendResult(SendVerdict.Refused, Error: "no")));
        await AnswerAsync("m1", Known.Now);
        string id = _bot.Closed[0].Turn.Id;
        await _bot.ReopenAsync(id);
        await _bot.AnswerToTheEndAsync();

        var tallies = await _bot.Numbers.CountedAsync(2);
        tallies[1].Figures.Should().BeEquivalentTo(new Dictionary<string, long> { ["answers"] = 1 });
        tallies[1].Mark.Should().StartWith($"{id}:", "the same end again would count once, this is another");
    }

    [Fact]
    public async Task MemoryAway_KeepsNobodyWaiting_AndIsTriedAgain()
    {
        _bot.Numbers.Failures = 1;
        await AnswerAsync("m1", Known.Now);
        _bot.Sent.Should().HaveCount(1);
        _bot.Numbers.Counted.Should().BeEmpty();

        for (int i = 0; i < 500 && _bot.Numbers.Counted.Count == 0; i++)
        {
            _bot.Clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(10);
        }

        _bot.Numbers.Counted.Should().ContainSingle();
    }

    [Fact]
    public async Task ShopThatCannotBeRead_CountsByUtc()
    {
        _bot.Catalog.ReadShopAsync(default, default).ReturnsForAnyArgs<Shop>(_ => throw new StoreUnavailableException("away"));

        (await new TenantDays(_bot.Catalog).OfAsync(Known.Conversation.Tenant, Known.Now, default)).Should().Be(new DateOnly(2026, 11, 9));
    }

    public void Dispose() => _bot.Dispose();

    private async Task AnswerAsync(string mid, DateTimeOffset at)
    {
        _bot.MoveTo(at);
        await _bot.AcceptAsync(Known.Message(mid, at: at));
        await _bot.AnswerToTheEndAsync();
    }
}
