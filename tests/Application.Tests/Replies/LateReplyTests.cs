using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Application.Tests.Replies;

/// <summary>A reply that had to wait: is it still the right one, and may it still be sent?</summary>
public sealed class LateReplyTests : IDisposable
{
    private const string Greeting = "Hi! I am the automated assistant of Happy Feet.\n\n";

    private readonly Bot _bot = new();

    [Fact]
    public async Task ReplyThatWaitedForDays_IsNotSent()
    {
        await PageStopsAtTheFirstPart(pause: TimeSpan.FromMinutes(5));
        _bot.MoveTo(Known.Now.AddHours(30));

        (await _bot.AnswerAsync()).Should().BeNull();

        _bot.Sent.Should().ContainSingle("it was refused, and nothing left after that");
        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(new TurnEnd(TurnState.DeadLetter, "The 24 hours in which an assistant may answer were over."));
        _bot.StoredKeys.Should().Equal("m1");
    }

    [Fact]
    public async Task ReplyWhoseProcessWasDownForDays_IsNotSent()
    {
        _bot.WrittenByOthers(Known.Message("m1"));
        _bot.Open = new Turn("t1", Known.Now, null).WithReply(["Yes."], "m1") with { DecidedAt = Known.Now };
        _bot.MoveTo(Known.Now.AddHours(30));

        (await _bot.AnswerAsync()).Should().BeNull();

        _bot.Sent.Should().BeEmpty();
        _bot.Closed.Should().ContainSingle().Which.End.State.Should().Be(TurnState.DeadLetter);
    }

    [Fact]
    public async Task WindowOverBetweenTwoParts_KeepsWhatWasSent()
    {
        _bot.WrittenByOthers(Known.Message("m1"));
        var turn = new Turn("t1", Known.Now, null).WithReply(["one", "two"], "m1");
        _bot.Open = turn.WithPart(turn.Parts[0] with { TriedAt = Known.Now, Tries = 1, Mid = "r-one" });
        _bot.MoveTo(Known.Now.AddHours(30));

        (await _bot.AnswerAsync()).Should().BeNull();

        _bot.Sent.Should().BeEmpty();
        _bot.Closed.Should().ContainSingle().Which.End.State.Should().Be(TurnState.DeadLetter);
        _bot.StoredKeys.Should().Equal("m1", "r-one");
    }

    [Fact]
    public async Task InDoubtWhenTheWindowIsOver_IsLookedForAndNotSentAgain()
    {
        await InDoubt();
        _bot.MoveTo(Known.Now.AddHours(30));

        await _bot.AnswerToTheEndAsync();

        _bot.Calls.Count(call => call == "look").Should().Be(2);
        _bot.Sent.Should().ContainSingle();
        _bot.Closed.Should().ContainSingle().Which.End.State.Should().Be(TurnState.DeadLetter);
    }

    [Fact]
    public async Task CustomerWroteAgainWithinTheWindow_OpensItAnew()
    {
        await PageStopsAtTheFirstPart(pause: TimeSpan.FromMinutes(5));
        _bot.MoveTo(Known.Now.AddHours(23));
        await _bot.AcceptAsync(Known.Message("m2", "still there?", at: Known.Now.AddHours(23)));
        _bot.MoveTo(Known.Now.AddHours(25));

        await _bot.AnswerToTheEndAsync();

        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(TurnEnd.Answered);
        _bot.Asked[^1].User.Should().EndWith("Customer Message: Do you have red shoes?\nstill there?");
    }

    [Fact]
    public async Task CustomerWroteAgainDuringAnOutage_GetsOneAnswerToEverything()
    {
        await PageStopsAtTheFirstPart(pause: TimeSpan.FromHours(1));
        _bot.MoveTo(Known.Now.AddMinutes(30));
        await _bot.AcceptAsync(Known.Message("m2", "or blue ones?", at: Known.Now.AddMinutes(30)));
        _bot.Answer = (_, _) => Task.FromResult(new Completion("Red and blue.", null, null));
        _bot.MoveTo(Known.Now.AddHours(1));

        (await _bot.AnswerAsync()).Should().BeNull();

        _bot.Asked.Should().HaveCount(2);
        _bot.Asked[1].User.Should().EndWith("Customer Message: Do you have red shoes?\nor blue ones?");
        _bot.Sent.Should().Equal($"{Greeting}Yes, we do.", $"{Greeting}Red and blue.");
        _bot.StoredKeys.Should().Equal("m1", "m2", "r2");
        _bot.Closed.Should().ContainSingle();
    }

    [Fact]
    public async Task NothingNewWasSaidDuringAnOutage_TheReplyStandsAndTheModelIsNotAskedAgain()
    {
        await PageStopsAtTheFirstPart(pause: TimeSpan.FromHours(1));
        _bot.MoveTo(Known.Now.AddHours(1));

        (await _bot.AnswerAsync()).Should().BeNull();

        _bot.Asked.Should().ContainSingle();
        _bot.StoredKeys.Should().Equal("m1", "r2");
    }

    [Fact]
    public async Task CustomerWroteAgainAMomentAgo_TheReplyIsSentAndTheNextTurnAnswersTheRest()
    {
        await PageStopsAtTheFirstPart(pause: TimeSpan.FromMinutes(4));
        await _bot.AcceptAsync(Known.Message("m2", "or blue ones?"));

        await _bot.AnswerToTheEndAsync();

        _bot.Asked[^1].User.Should().EndWith("Customer Message: or blue ones?");
        _bot.StoredKeys.Should().Equal("m1", "m2", "r2", "r3");
    }

    [Fact]
    public async Task EverythingTakenBackDuringAnOutage_IsNotAnswered()
    {
        await PageStopsAtTheFirstPart(pause: TimeSpan.FromHours(1));
        await _bot.AcceptAsync(Known.Unsend("m1"));
        _bot.MoveTo(Known.Now.AddHours(1));

        (await _bot.AnswerAsync()).Should().BeNull();

        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(TurnEnd.Empty);
    }

    [Fact]
    public async Task FirstPartIsThere_TheRestFollowsHoweverLongItTakes()
    {
        _bot.WrittenByOthers(Known.Message("m1"), Known.Message("m2", "or blue ones?"));
        var turn = new Turn("t1", Known.Now, null).WithReply(["one", "two"], "m1") with { DecidedAt = Known.Now };
        _bot.Open = turn.WithPart(turn.Parts[0] with { TriedAt = Known.Now, Tries = 1, Mid = "r-one" });
        _bot.MoveTo(Known.Now.AddHours(1));

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().Equal("two", "Yes, we do.");
    }

    [Fact]
    public async Task InDoubtForAMoment_IsSentAgainThoughTheCustomerWroteAgain()
    {
        await InDoubt();
        await _bot.AcceptAsync(Known.Message("m2", "hello?"));

        await _bot.AnswerToTheEndAsync();

        _bot.Closed.Select(closed => closed.End).Should().Equal(TurnEnd.Answered, TurnEnd.Answered);
        _bot.Sent.Should().HaveCount(3);
    }

    [Fact]
    public async Task InDoubtForLongAndTheCustomerWroteAgain_IsNotSentAgainAndTheNewQuestionIsAnswered()
    {
        await InDoubt();
        _bot.MoveTo(Known.Now.AddMinutes(20));
        await _bot.AcceptAsync(Known.Message("m2", "hello?", at: Known.Now.AddMinutes(20)));

        await _bot.AnswerToTheEndAsync();

        _bot.Closed.Select(closed => closed.End.State).Should().Equal(TurnState.DeadLetter, TurnState.Answered);
        _bot.Sent.Should().Equal($"{Greeting}Yes, we do.", $"{Greeting}Yes, we do.");
        _bot.Asked[^1].User.Should().EndWith("Customer Message: hello?");
        _bot.StoredKeys.Should().Equal("m1", "m2", "r2");
    }

    [Fact]
    public async Task InDoubtAndAPersonAnswers_IsNotSentAgain()
    {
        await InDoubt();
        await _bot.AcceptAsync(Known.Echo("e1"));

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().ContainSingle();
        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(TurnEnd.HandedOver);
    }

    [Fact]
    public async Task ThreadThatCanNeverBeRead_EndsAsADeadLetterAfterHalfAnHour()
    {
        await InDoubt();
        for (int i = 0; i < 40; i++)
        {
            _bot.Looks.Enqueue(LookResult.Unknown);
        }

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().ContainSingle();
        (_bot.Clock.GetUtcNow() - Known.Now).Should().BeGreaterThan(TimeSpan.FromMinutes(30)).And.BeLessThan(TimeSpan.FromMinutes(40));
        _bot.Closed.Should().ContainSingle().Which.End.Reason.Should().StartWith("The thread could not be read for 30 minutes");
    }

    [Fact]
    public async Task ThreadThatCannotBeReadRightAfterADayDown_IsTriedAgain()
    {
        await InDoubt();
        _bot.MoveTo(Known.Now.AddHours(10));
        _bot.Restart();
        _bot.Looks.Enqueue(LookResult.Unknown);
        _bot.Looks.Enqueue(new LookResult("r-found", CouldLook: true));

        await _bot.AnswerToTheEndAsync();

        _bot.StoredKeys.Should().Equal("m1", "r-found");
    }

    [Fact]
    public async Task EchoThatComesUnderStandby_ConfirmsTheSend()
    {
        await InDoubt();
        string metadata = _bot.Desk.Turn!.Parts[0].Metadata;
        await _bot.AcceptAsync(Known.Read(
            $$$"""{"sender":{"id":"100"},"recipient":{"id":"900"},"timestamp":1,"message":{"is_echo":true,"app_id":42,"metadata":"{{{metadata}}}","mid":"r-echo","text":"x"}}""",
            isStandby: true));

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().ContainSingle();
        _bot.StoredKeys.Should().Equal("m1", "r-echo");
        _bot.PausedUntil.Should().BeNull();
    }

    [Fact]
    public async Task EchoTwiceAndLate_LeavesOneReply()
    {
        string metadata = "";
        _bot.Sends.Enqueue(part =>
        {
            metadata = part.Metadata;
            return Task.FromResult(new SendResult(SendVerdict.Sent, "r1"));
        });
        await _bot.AcceptAsync(Known.Message("m1"));
        await _bot.AnswerToTheEndAsync();

        (await _bot.AcceptAsync(Known.Echo("r1", metadata, appId: "42"))).Should().Be(Receipt.Confirmed);
        (await _bot.AcceptAsync(Known.Echo("r1", metadata, appId: "42"))).Should().Be(Receipt.Confirmed);

        _bot.StoredKeys.Should().Equal("m1", "r1");
        _bot.Open.Should().BeNull();
        _bot.PausedUntil.Should().BeNull();
    }

    public void Dispose() => _bot.Dispose();

    private async Task PageStopsAtTheFirstPart(TimeSpan pause)
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(_ => Task.FromResult(new SendResult(SendVerdict.Reauthorize, RetryAfter: pause, Error: "190")));
        (await _bot.AnswerAsync()).Should().Be(Known.Now + pause);
    }

    private async Task InDoubt()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(_ => Task.FromResult(new SendResult(SendVerdict.InDoubt, Error: "timeout")));
        await _bot.AnswerAsync();
    }
}
