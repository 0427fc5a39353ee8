using GptMessenger.Application.Alerts;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Inbox;
using GptMessenger.Application.Replies;
using NSubstitute;

namespace GptMessenger.Application.Tests.Inbox;

/// <summary>What the inbox shows of a conversation, and when it says that a person is needed.</summary>
public sealed class SummaryTests : IDisposable
{
    private readonly Bot _bot = new();

    public void Dispose() => _bot.Dispose();

    [Fact]
    public async Task QuestionAndAnswer_AreSeenOneAfterTheOther()
    {
        await _bot.AcceptAsync(Known.Message("m1", "Do you have\nred   shoes?"));
        (await ShownAsync()).Should().BeEquivalentTo(new
        {
            LastBy = Speaker.Customer, Snippet = "Do you have red shoes?", UnansweredSince = (DateTimeOffset?)Known.Now, LastAskedAt = (DateTimeOffset?)Known.Now, LastAt = Known.Now, Through = "m1",
            Case = (PersonCase?)null, IsBeingAnswered = true,
        });

        await _bot.AnswerToTheEndAsync();

        (await ShownAsync()).Should().BeEquivalentTo(new { LastBy = Speaker.Bot, Snippet = "Hi! I am the automated assistant of Happy Feet. Yes, we do.", UnansweredSince = (DateTimeOffset?)null, IsBeingAnswered = false, LastToldAt = (DateTimeOffset?)Known.Now });
    }

    [Fact]
    public async Task AnswerThatWaitsForItsNextTry_OrWasCalledOff_IsNotBeingPrepared()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Desk.Turn = _bot.Desk.Turn! with { NotBefore = Known.Now.AddMinutes(5) };
        (await ShownAsync()).IsBeingAnswered.Should().BeFalse();

        _bot.Desk.Turn = _bot.Desk.Turn with { NotBefore = null };
        (await ShownAsync()).IsBeingAnswered.Should().BeTrue();

        _bot.Desk.PauseUntil(Known.Now.AddHours(1));
        (await ShownAsync()).IsBeingAnswered.Should().BeFalse();
    }

    [Fact]
    public async Task WhatHasNotChanged_IsNotWrittenAgain()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        await ShownAsync();
        _bot.Summaries.ClearReceivedCalls();

        await ShownAsync();

        await _bot.Summaries.DidNotReceiveWithAnyArgs().PutAsync(null!, default);
    }

    [Theory]
    [InlineData("I want to talk to a human")]
    [InlineData("Kann ich mit einem Mitarbeiter sprechen?")]
    [InlineData("quiero hablar con una persona")]
    [InlineData("je voudrais parler à un conseiller")]
    public async Task CustomerWhoAsksForAPerson_OpensOneCase(string text)
    {
        await _bot.AcceptAsync(Known.Message("m1", text));
        var opened = (await ShownAsync()).Case!;
        opened.Reason.Should().Be(CaseReason.Asked);

        await _bot.AcceptAsync(Known.Message("m2", text));
        (await ShownAsync()).Case.Should().Be(opened);

        await _bot.Alerts.ReceivedWithAnyArgs(1).AddAsync(null!, default);
        await _bot.Alerts.Received().AddAsync(Arg.Is<Alert>(alert => alert.Id == opened.Id && alert.Reason == CaseReason.Asked), Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData("Are you a human?")]
    [InlineData("Do you have red shoes?")]
    public async Task OtherQuestions_OpenNone(string text)
    {
        await _bot.AcceptAsync(Known.Message("m1", text));

        (await ShownAsync()).Case.Should().BeNull();
    }

    [Fact]
    public async Task PersonsWord_ClosesTheCase_AndItStaysClosed()
    {
        await _bot.AcceptAsync(Known.Message("m1", "a human please"));
        (await ShownAsync()).Case.Should().NotBeNull();

        await _bot.AcceptAsync(Known.Echo("e1"));

        var shown = await ShownAsync();
        (shown.Case, shown.LastBy, shown.IsPaused(Known.Now)).Should().Be((null, Speaker.Person, true));
        _bot.Restart();
        (await ShownAsync()).Case.Should().BeNull("what was looked at once is not looked at again");
    }

    [Fact]
    public async Task HandingBack_ClosesTheCase()
    {
        await _bot.AcceptAsync(Known.Message("m1", "a human please"));
        await ShownAsync();

        await _bot.PauseAsync(Known.Now.AddMinutes(5));
        await _bot.PauseAsync(until: null);

        (_bot.Row!.Case, _bot.Row.PausedUntil).Should().Be((null, null));
    }

    [Fact]
    public async Task AnswerThatCouldNotBeSent_IsAFailureAndACase_BeforeItsTurnIsLetGo()
    {
        _bot.Sends.Enqueue(_ => Task.FromResult(new SendResult(SendVerdict.Refused, Error: "no")));
        await _bot.AcceptAsync(Known.Message("m1"));
        await _bot.AnswerToTheEndAsync();

        _bot.Row!.Failed!.Reason.Should().Contain("no");
        _bot.Row.Case!.Reason.Should().Be(CaseReason.Failed);
        (await ShownAsync()).UnansweredSince.Should().Be(Known.Now);
    }

    [Fact]
    public async Task DeadLetterThatWasAnsweredAfterAll_IsNoFailureAnyMore()
    {
        _bot.Sends.Enqueue(_ => Task.FromResult(new SendResult(SendVerdict.Refused, Error: "no")));
        await _bot.AcceptAsync(Known.Message("m1"));
        await _bot.AnswerToTheEndAsync();

        await _bot.ReopenAsync(_bot.Closed[^1].Turn.Id);
        await _bot.AnswerToTheEndAsync();

        (_bot.Row!.Failed, _bot.Row.Case).Should().Be((null, null));
    }

    [Fact]
    public async Task ModelThatIsAway_AndNothingThatIsKnown_NeedAPerson()
    {
        _bot.Answer = (_, _) => throw new LlmUnavailableException("away");
        await _bot.AcceptAsync(Known.Message("m1", "Wie hoch ist der Eiffelturm?"));
        await _bot.AnswerToTheEndAsync();

        _bot.Row!.Case!.Reason.Should().Be(CaseReason.CouldNotHelp);
    }

    [Fact]
    public async Task DraftsThatTheDataDoesNotSupport_NeedAPerson()
    {
        _bot.Answer = (_, _) => Task.FromResult(new Completion("It costs 99.99 EUR with code FREE100.", 1, 1));
        await _bot.AcceptAsync(Known.Message("m1", "Do you have red shoes?"));
        await _bot.AnswerToTheEndAsync();

        _bot.Row!.Case!.Reason.Should().Be(CaseReason.DraftsRefused);
    }

    [Fact]
    public async Task MemoryThatIsAway_CostsTheCaseNothing()
    {
        _bot.Answer = (_, _) => throw new LlmUnavailableException("away");
        await _bot.AcceptAsync(Known.Message("m1", "Wie hoch ist der Eiffelturm?"));
        _bot.Summaries.PutAsync(null!, default).ReturnsForAnyArgs(Task.FromException(new StoreUnavailableException("away")), Task.CompletedTask);

        await _bot.AnswerToTheEndAsync();

        _bot.Closed.Should().ContainSingle().Which.End.State.Should().Be(TurnState.Answered);
        _bot.Sent.Should().ContainSingle("what was sent is not sent again for it");
        await _bot.Summaries.Received(2).PutAsync(Arg.Is<ConversationSummary>(row => row.Case != null), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task SeenMarks_OnlyGoForward()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        await ShownAsync(new SeenMarks(Delivered: null, Read: Known.Now));
        await ShownAsync(new SeenMarks(Known.Now.AddMinutes(-1), Known.Now.AddMinutes(-1)));

        (_bot.Row!.DeliveredUntil, _bot.Row.ReadUntil).Should().Be((Known.Now, Known.Now));
    }

    [Fact]
    public async Task SeenMarksOfAConversationThatNobodyKnows_MakeNone()
    {
        await _bot.Keeper.UpdateAsync(_bot.Desk, new SeenMarks(Known.Now, null).In, default);

        _bot.Row.Should().BeNull();
    }

    [Fact]
    public async Task WhatComesLateOfAnErasedConversation_BeginsNone()
    {
        await _bot.AcceptAsync(Known.Echo("e1", "gptm:t1:0", appId: "42"));
        await new UpdateSummaryHandler(_bot.Keeper, _bot.File).Handle(new UpdateSummary(_bot.Desk, new SeenMarks(Known.Now, Known.Now), MustLoad: true), default);

        _bot.Row.Should().BeNull();
    }

    [Fact]
    public async Task TakenBack_LeavesNoWordsInTheInbox()
    {
        await _bot.AcceptAsync(Known.Message("m1", "My card is 4111"));
        await _bot.AcceptAsync(Known.Unsend("m1"));

        (await ShownAsync()).Snippet.Should().BeEmpty();
    }

    private async Task<ConversationSummary> ShownAsync(SeenMarks? seen = null)
    {
        await new UpdateSummaryHandler(_bot.Keeper, _bot.File).Handle(new UpdateSummary(_bot.Desk, seen, MustLoad: true), default);
        return _bot.Row!;
    }
}
