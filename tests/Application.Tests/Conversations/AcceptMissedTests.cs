using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;
using NSubstitute;

namespace GptMessenger.Application.Tests.Conversations;

/// <summary>What comes from the platform's own records, after the page's events were not delivered for a while.</summary>
public sealed class AcceptMissedTests : IDisposable
{
    private readonly Bot _bot = new();

    [Fact]
    public async Task Unanswered_IsAnsweredOnce_HoweverOftenItIsFound()
    {
        _bot.WrittenByOthers(Known.Message("m0", at: Ago(hours: 5)), Known.Reply("r0", at: Ago(hours: 5)));

        (await MissedAsync(Known.Message("m1", "Are you there?", Ago(hours: 2)))).Should().Be(Receipt.Stored);
        (await MissedAsync(Known.Message("m2", "Hello?", Ago(hours: 1)))).Should().Be(Receipt.Stored);
        await _bot.AnswerToTheEndAsync();
        _bot.Restart();
        (await MissedAsync(Known.Message("m1", "Are you there?", Ago(hours: 2)))).Should().Be(Receipt.Duplicate);
        (await _bot.AcceptAsync(Known.Message("m2", "Hello?", Ago(hours: 1)))).Should().Be(Receipt.Duplicate);
        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().ContainSingle();
        _bot.StoredKeys.Should().Equal("m0", "r0", "m1", "m2", "r1");
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(4, true)]
    public async Task SaidBeforeItsCustomerWasErased_IsGone_HoweverItComes(int hoursAgo, bool isGone)
    {
        _bot.Erasures.FindAsync(Known.Conversation, CancellationToken.None).ReturnsForAnyArgs(Ago(hours: 3));

        Receipt[] receipts =
        [
            await MissedAsync(Known.Message("m1", "Are you there?", Ago(hoursAgo))), await MissedAsync(Known.Echo("p1", at: Ago(hoursAgo))),
            await _bot.AcceptAsync(Known.Message("m2", "Messenger delivers late, too", Ago(hoursAgo))),
        ];

        receipts.Should().OnlyContain(receipt => receipt == Receipt.Erased == isGone);
        _bot.StoredKeys.Should().HaveCount(isGone ? 0 : 3);
        (await _bot.AcceptAsync(Known.Message("m3"))).Should().Be(Receipt.Stored);
    }

    [Fact]
    public async Task WhatIsSaidNow_AsksForNoErasure_UnlessItBeginsTheConversation()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        await _bot.AcceptAsync(Known.Message("m2"));

        await _bot.Erasures.ReceivedWithAnyArgs(1).FindAsync(null!, default);
    }

    [Fact]
    public async Task DeliveredAgainRightAfterTheErasure_IsGone()
    {
        _bot.Erasures.FindAsync(Known.Conversation, CancellationToken.None).ReturnsForAnyArgs(Known.Now.AddSeconds(-5));

        (await _bot.AcceptAsync(Known.Message("m1", at: Known.Now.AddSeconds(-20)))).Should().Be(Receipt.Erased);
        (await _bot.AcceptAsync(Known.Echo("p1", at: Known.Now.AddSeconds(-10)))).Should().Be(Receipt.Erased);

        _bot.StoredKeys.Should().BeEmpty();
    }

    [Fact]
    public async Task AnsweredByAPerson_IsStoredInItsPlace_AndNotAnswered()
    {
        _bot.WrittenByOthers(Known.Message("m0", at: Ago(hours: 5)), Known.Reply("r0", at: Ago(hours: 5)), Known.Message("m9", at: Ago(hours: 1)), Known.Reply("r9", at: Ago(hours: 1)));

        (await MissedAsync(Known.Echo("p1", at: Ago(hours: 3)))).Should().Be(Receipt.Stored);
        (await MissedAsync(Known.Message("m1", "Hello?", Ago(hours: 4)))).Should().Be(Receipt.Stored);
        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().BeEmpty();
        _bot.StoredKeys.Should().Equal("m0", "r0", "m1", "p1", "m9", "r9");
        _bot.PausedUntil.Should().BeNull("what was said three hours ago pauses nothing now");
        _bot.Closed.Should().ContainSingle().Which.End.Should().BeEquivalentTo(new { State = TurnState.HandedOver, Reason = "It was missed when it was said, and the page has spoken since." });
    }

    [Fact]
    public async Task PersonWroteMinutesAgo_PausesForTheRestOfThePause()
    {
        (await MissedAsync(Known.Echo("p1", at: Known.Now.AddMinutes(-20)))).Should().Be(Receipt.StoredForPerson);

        _bot.PausedUntil.Should().Be(Known.Now.AddMinutes(40));
        (await _bot.AcceptAsync(Known.Message("m1"))).Should().Be(Receipt.StoredForPerson);
    }

    [Fact]
    public async Task TooOldToBeAnswered_IsStoredAndListed()
    {
        (await MissedAsync(Known.Message("m1", "Hello?", Ago(hours: 25)))).Should().Be(Receipt.Stored);

        _bot.Open.Should().BeNull();
        _bot.StoredKeys.Should().Equal("m1");
        _bot.Closed.Should().ContainSingle().Which.End.Reason.Should().Contain("24 hours").And.Contain("page inbox");
    }

    [Fact]
    public async Task TurnThatAPersonAnsweredMeanwhile_EndsUnanswered_AlsoAfterARestart()
    {
        await _bot.AcceptAsync(Known.Message("m1", at: Known.Now));
        _bot.Clock.Advance(TimeSpan.FromHours(3));

        (await MissedAsync(Known.Echo("p1", at: Known.Now.AddHours(1)))).Should().Be(Receipt.StoredForPerson, "what is being thought about is called off");
        _bot.Restart();
        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().BeEmpty();
        _bot.Closed.Should().ContainSingle().Which.End.State.Should().Be(TurnState.Skipped);
    }

    [Fact]
    public async Task ReplyThatWaitsForItsPage_IsDroppedForAPersons_AndWhatCameAfterThatIsAnswered()
    {
        await _bot.AcceptAsync(Known.Message("m1", at: Known.Now));
        _bot.Sends.Enqueue(_ => Task.FromResult(new SendResult(SendVerdict.Reauthorize, Error: "190")));
        await _bot.AnswerAsync();
        _bot.Clock.Advance(TimeSpan.FromHours(3));
        _bot.Desk.Turn = _bot.Desk.Turn! with { NotBefore = _bot.Clock.GetUtcNow().AddMinutes(5) };
        await _bot.AcceptAsync(Known.Message("m2", "And in blue?", Known.Now.AddHours(2)));

        await MissedAsync(Known.Echo("p1", at: Known.Now.AddHours(1)));
        _bot.Restart();
        await _bot.AnswerToTheEndAsync();

        _bot.StoredKeys.Should().Equal("m1", "p1", "m2", "r2");
        _bot.Asked[^1].User.Should().Contain("Customer Message: And in blue?");
    }

    [Fact]
    public async Task HistoryBeforeAnOpenTurn_IsNotAnsweredWithIt_AlsoAfterARestart()
    {
        await _bot.AcceptAsync(Known.Message("m3", "Do you have boots?"));

        await MissedAsync(Known.Message("m1", "Long ago", Ago(hours: 30)));
        await MissedAsync(Known.Message("m2", "Less long ago", Ago(hours: 26)));
        _bot.Restart();
        await _bot.AnswerToTheEndAsync();

        _bot.StoredKeys.Should().Equal("m1", "m2", "m3", "r1");
        _bot.Asked.Should().ContainSingle().Which.User.Should().EndWith("Customer Message: Do you have boots?");
    }

    [Fact]
    public async Task OurOwnSendInDoubt_IsLeftToItsTurn()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(_ => Task.FromResult(new SendResult(SendVerdict.InDoubt, Error: "no answer")));
        await _bot.AnswerAsync();

        (await MissedAsync(Known.Echo("m_out", text: ((TextPart)_bot.Desk.Turn!.Parts[0]).Text, at: Known.Now.AddSeconds(1)))).Should().Be(Receipt.Duplicate);
        _bot.Looks.Enqueue(new LookResult("m_out", CouldLook: true));
        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().ContainSingle();
        _bot.StoredKeys.Should().Equal("m1", "m_out");
        _bot.PausedUntil.Should().BeNull();
    }

    [Fact]
    public async Task KnownByItsWordsAndTime_WhereItsIdIsAnother()
    {
        await _bot.AcceptAsync(Known.Message("m1", "Hello?", Ago(hours: 1).AddMilliseconds(700)));

        (await MissedAsync(Known.Message("other-id", "Hello? ", Ago(hours: 1)))).Should().Be(Receipt.Duplicate);
        (await MissedAsync(Known.Message("m2", "Hello?", Ago(hours: 1).AddSeconds(5)))).Should().Be(Receipt.Stored);
    }

    [Fact]
    public async Task WordOfThePageBeforeTheOpenQuestion_SettlesNothing()
    {
        await _bot.AcceptAsync(Known.Message("m1", at: Ago(hours: 1)));
        await MissedAsync(Known.Echo("p1", at: Ago(hours: 2)));
        _bot.Open!.After.Should().BeNull("the page's word came before the question");

        await _bot.AnswerToTheEndAsync();
        _bot.Sent.Should().ContainSingle();
        _bot.StoredKeys.Should().Equal("p1", "m1", "r1");
    }

    public void Dispose() => _bot.Dispose();

    private static DateTimeOffset Ago(double hours) => Known.Now.AddHours(-hours);

    private Task<Receipt> MissedAsync(MessengerEvent @event) => _bot.AcceptAsync(@event with { IsMissed = true });
}
