using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Replies;
using NSubstitute;

namespace GptMessenger.Application.Tests.Replies;

/// <summary>Dead letters, and their second chance.</summary>
public sealed class RetryTests : IDisposable
{
    private readonly Bot _bot = new();

    [Fact]
    public async Task DeadLetter_IsKeptInTheStoreBeforeTheLedgerLetsGo()
    {
        var turn = await DeadLetterAsync();

        _bot.Calls.Should().ContainInConsecutiveOrder("keep letter", "close DeadLetter");
        _bot.Kept.Should().ContainSingle().Which.Should().Be(new KeyValuePair<string, string>(turn.Id, "Refused: no such field"));
    }

    [Fact]
    public async Task StoreDownAtADeadLettersEnd_LeavesTheTurnOpen()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(Refused);
        _bot.Letters.KeepAsync(Known.Conversation, null!, "", default, default).ReturnsForAnyArgs(_ => throw new StoreUnavailableException("down"), _ => Task.CompletedTask);

        (await _bot.AnswerAsync()).Should().NotBeNull();
        _bot.Open.Should().NotBeNull();
        _bot.Sends.Enqueue(Refused);
        await _bot.AnswerToTheEndAsync();

        _bot.Closed.Should().ContainSingle().Which.End.State.Should().Be(TurnState.DeadLetter);
    }

    [Fact]
    public async Task Retried_IsSentAndItsLetterRemoved()
    {
        var turn = await DeadLetterAsync();
        _bot.Calls.Clear();

        (await _bot.ReopenAsync(turn.Id)).Should().Be(Reopening.Reopened);
        await _bot.AnswerToTheEndAsync();

        _bot.Calls.Should().Equal("reopen", "save", $"send {((TextPart)turn.Parts[0]).Text}", "save", "write", "remove letter", "close Answered");
        _bot.Kept.Should().BeEmpty();
        _bot.Closed.Should().ContainSingle().Which.Turn.Id.Should().Be(turn.Id);
    }

    [Fact]
    public async Task RetriedAfterARestart_IsSent()
    {
        var turn = await DeadLetterAsync();
        _bot.Restart();

        (await _bot.ReopenAsync(turn.Id)).Should().Be(Reopening.Reopened);
        _bot.Restart();
        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().HaveCount(2);
        _bot.StoredKeys.Should().Equal("m1", "r2");
    }

    [Fact]
    public async Task RetriedInVain_IsADeadLetterAgain()
    {
        var turn = await DeadLetterAsync();
        await _bot.ReopenAsync(turn.Id);
        _bot.Sends.Enqueue(_ => Task.FromResult(new SendResult(SendVerdict.Refused, Error: "still no such field")));

        await _bot.AnswerToTheEndAsync();

        _bot.Kept.Should().ContainSingle().Which.Value.Should().Be("Refused: still no such field");
        (await _bot.ReopenAsync(turn.Id)).Should().Be(Reopening.Reopened);
    }

    [Fact]
    public async Task RetriedAfterLaterTurns_LeavesThemAlone()
    {
        var turn = await DeadLetterAsync();
        await _bot.AcceptAsync(Known.Message("m2", "And socks?"));
        await _bot.AnswerToTheEndAsync();
        await _bot.ReopenAsync(turn.Id);

        await _bot.AnswerToTheEndAsync();

        _bot.Asked.Should().HaveCount(2, "m2 was answered by its own turn");
        _bot.Sent.Should().HaveCount(3);
        _bot.Open.Should().BeNull();
    }

    [Fact]
    public async Task MessageWhileARetriedTurnIsOpen_IsTheNextTurns()
    {
        var turn = await DeadLetterAsync();
        await _bot.AcceptAsync(Known.Message("m2", "And socks?"));
        await _bot.AnswerToTheEndAsync();
        await _bot.ReopenAsync(turn.Id);
        await _bot.AcceptAsync(Known.Message("m3", "And hats?"));

        await _bot.AnswerToTheEndAsync();

        _bot.Asked[^1].User.Should().EndWith("Customer Message: And hats?");
        _bot.Closed.Should().HaveCount(3).And.OnlyContain(closed => closed.End == TurnEnd.Answered);
    }

    [Fact]
    public async Task RetriedTurnWithoutAReply_AnswersItsOwnMessagesOnly()
    {
        _bot.WrittenByOthers(Known.Message("m1", "Red shoes?"), Known.Message("m2", "And socks?"), Known.Reply("r2"));
        _bot.Closed.Add((new Turn("t1", Known.Now, null) { Through = "m1" }, new TurnEnd(TurnState.DeadLetter, "why")));

        (await _bot.ReopenAsync("t1")).Should().Be(Reopening.Reopened);
        await _bot.AnswerToTheEndAsync();

        _bot.Asked.Should().ContainSingle().Which.User.Should().EndWith("Customer Message: Red shoes?");
        _bot.Sent.Should().ContainSingle();
        _bot.Open.Should().BeNull();
    }

    [Fact]
    public async Task PartInDoubt_IsLookedForBeforeItIsSentOnceMore()
    {
        var turn = await InDoubtToTheEndAsync();
        _bot.Calls.Clear();
        _bot.Looks.Enqueue(LookResult.NotThere);
        _bot.Looks.Enqueue(LookResult.NotThere);

        await _bot.ReopenAsync(turn.Id);
        await _bot.AnswerToTheEndAsync();

        _bot.Calls.Where(call => call == "look" || call.StartsWith("send", StringComparison.Ordinal)).Should().Equal("look", "look", $"send {((TextPart)turn.Parts[0]).Text}");
        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(TurnEnd.Answered);
    }

    [Fact]
    public async Task PartWhoseEchoCameLate_IsNotSentAgain()
    {
        var turn = await InDoubtToTheEndAsync();
        await _bot.AcceptAsync(Known.Echo("late", turn.Parts[0].Metadata, appId: "42"));
        _bot.Calls.Clear();

        await _bot.ReopenAsync(turn.Id);
        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().BeEmpty();
        _bot.StoredKeys.Should().Equal("m1", "late");
        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(TurnEnd.Answered);
    }

    [Theory]
    [InlineData("the same words", 0)]
    [InlineData("other words", 1)]
    public async Task PartThatWasFoundInTheThread_AsWhatWasMissed_IsNotSentAgain(string said, int sends)
    {
        var turn = await InDoubtToTheEndAsync();
        string text = said == "the same words" ? $" {((TextPart)turn.Parts[0]).Text}\n" : said;
        await _bot.AcceptAsync(Known.Echo("found", text: text, at: _bot.Clock.GetUtcNow()) with { IsMissed = true });
        await _bot.PauseAsync(null);
        _bot.Calls.Clear();

        await _bot.ReopenAsync(turn.Id);
        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().HaveCount(sends);
        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(TurnEnd.Answered);
    }

    [Fact]
    public async Task AnotherTurnOpen_IsNotRetried()
    {
        var turn = await DeadLetterAsync();
        await _bot.AcceptAsync(Known.Message("m2"));

        (await _bot.ReopenAsync(turn.Id)).Should().Be(Reopening.AnotherIsOpen);
    }

    [Fact]
    public async Task AnsweredOrUnknown_IsNotRetried()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        await _bot.AnswerToTheEndAsync();

        (await _bot.ReopenAsync(_bot.Closed[0].Turn.Id)).Should().Be(Reopening.NoDeadLetter);
        (await _bot.ReopenAsync("unknown")).Should().Be(Reopening.NoSuchTurn);
        _bot.Open.Should().BeNull();
    }

    [Fact]
    public async Task WindowOverOrPaused_IsNotRetried()
    {
        var turn = await DeadLetterAsync();
        await _bot.PauseAsync(Known.Now.AddHours(1));
        (await _bot.ReopenAsync(turn.Id)).Should().Be(Reopening.BotIsPaused);
        await _bot.PauseAsync(null);
        _bot.Clock.Advance(TimeSpan.FromHours(25));

        (await _bot.ReopenAsync(turn.Id)).Should().Be(Reopening.WindowIsOver);
    }

    [Fact]
    public async Task WindowThatTheCustomerOpenedAnew_LetsARetryThrough()
    {
        var turn = await DeadLetterAsync();
        _bot.Clock.Advance(TimeSpan.FromHours(20));
        await _bot.AcceptAsync(Known.Message("m2", "Hello?", at: _bot.Clock.GetUtcNow()));
        await _bot.AnswerToTheEndAsync();
        _bot.Clock.Advance(TimeSpan.FromHours(20));

        (await _bot.ReopenAsync(turn.Id)).Should().Be(Reopening.Reopened);
        await _bot.AnswerToTheEndAsync();

        _bot.Closed.Should().HaveCount(2).And.OnlyContain(closed => closed.End == TurnEnd.Answered);
    }

    [Fact]
    public async Task PersonTakesOverARetriedTurn_RemovesTheLetter()
    {
        var turn = await DeadLetterAsync();
        await _bot.ReopenAsync(turn.Id);
        await _bot.AcceptAsync(Known.Echo("person"));

        await _bot.AnswerToTheEndAsync();

        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(TurnEnd.HandedOver);
        _bot.Kept.Should().BeEmpty();
    }

    [Fact]
    public async Task ReopenedThoughTheLedgerSaidNo_IsNotWrittenOverByTheNextMessage()
    {
        var turn = await DeadLetterAsync();
        _bot.Ledger.ReopenAsync(Known.Conversation, null!, default).ReturnsForAnyArgs<bool>(call =>
        {
            _bot.Open = call.Arg<Turn>();
            throw new StoreUnavailableException("It took too long.");
        });
        await _bot.Invoking(bot => bot.ReopenAsync(turn.Id)).Should().ThrowAsync<StoreUnavailableException>();

        await _bot.AcceptAsync(Known.Message("m2"));

        _bot.Open!.Id.Should().Be(turn.Id);
    }

    public void Dispose() => _bot.Dispose();

    private static Task<SendResult> Refused(ReplyPart part) => Task.FromResult(new SendResult(SendVerdict.Refused, Error: "no such field"));

    private async Task<Turn> DeadLetterAsync()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(Refused);
        await _bot.AnswerToTheEndAsync();
        return _bot.Closed.Should().ContainSingle().Subject.Turn;
    }

    private async Task<Turn> InDoubtToTheEndAsync()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(_ => Task.FromResult(new SendResult(SendVerdict.InDoubt, Error: "no answer")));
        _bot.Sends.Enqueue(_ => Task.FromResult(new SendResult(SendVerdict.InDoubt, Error: "no answer")));
        await _bot.AnswerToTheEndAsync();
        var (turn, end) = _bot.Closed.Should().ContainSingle().Subject;
        end.State.Should().Be(TurnState.DeadLetter);
        return turn;
    }
}
