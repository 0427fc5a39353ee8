using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace GptMessenger.Application.Tests.Replies;

public sealed class AnswerCustomerTests : IDisposable
{
    private const string Greeting = "Hi! I am the automated assistant of Happy Feet.\n\n";

    private readonly Bot _bot = new();

    [Fact]
    public async Task NoOpenTurn_DoesNothing()
    {
        (await _bot.AnswerAsync()).Should().BeNull();

        _bot.Calls.Should().Equal("read");
    }

    [Fact]
    public async Task Message_IsAnsweredStoredAndItsTurnClosed()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Calls.Clear();

        (await _bot.AnswerAsync()).Should().BeNull();

        _bot.Calls.Should().Equal("ask", "save", $"send {Greeting}Yes, we do.", "save", "write", "close Answered");
        var reply = _bot.Stored.Events[^1];
        System.Text.Encoding.UTF8.GetString(reply.Json.Span).Should().Be(
            $$"""{"sender":{"id":"100"},"recipient":{"id":"900"},"timestamp":{{Known.Now.ToUnixTimeMilliseconds()}},"message":{"mid":"r1","text":"Hi! I am the automated assistant of Happy Feet.\n\nYes, we do."} }""".Replace("} }", "}}", StringComparison.Ordinal));
        (_bot.Desk.Turn, _bot.Open).Should().Be((null, null));
    }

    [Fact]
    public async Task TheTry_IsInTheLedgerBeforeTheSend()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        Turn? known = null;
        _bot.Sends.Enqueue(_ =>
        {
            known = _bot.Open;
            return Sent("r1");
        });

        await _bot.AnswerAsync();

        known!.Parts.Should().ContainSingle().Which.Should().BeEquivalentTo(new { TriedAt = Known.Now, Tries = 1, Mid = (string?)null, IsInDoubt = true });
        known.Through.Should().Be("m1");
    }

    [Fact]
    public async Task SeveralMessages_GetOneAnswer()
    {
        await _bot.AcceptAsync(Known.Message("m1", "Hi"));
        await _bot.AcceptAsync(Known.Message("m2", "red shoes?"));

        await _bot.AnswerAsync();

        _bot.Asked.Should().ContainSingle().Which.User.Should().EndWith("Customer Message: Hi\nred shoes?");
        _bot.Sent.Should().ContainSingle();
    }

    [Fact]
    public async Task MessageDuringComposing_IsTheNextTurns()
    {
        await _bot.AcceptAsync(Known.Message("m1", "red?"));
        _bot.Answer = async (_, _) =>
        {
            _bot.Answer = (_, _) => Task.FromResult(new Completion("Blue too.", null, null));
            await _bot.AcceptAsync(Known.Message("m2", "blue?"));
            return new Completion("Red, yes.", null, null);
        };

        var next = await _bot.AnswerAsync();

        next.Should().Be(Known.Now + _bot.Options.QuietTime);
        _bot.Open.Should().BeEquivalentTo(new { After = "m1", HasReply = false });
        await _bot.AnswerToTheEndAsync();
        _bot.Asked[1].User.Should().EndWith("Customer Message: blue?").And.Contain("Customer: red?\nShop: Hi! I am the automated assistant of Happy Feet. Red, yes.");
        _bot.Sent.Should().Equal($"{Greeting}Red, yes.", "Blue too.");
        _bot.StoredKeys.Should().Equal("m1", "m2", "r1", "r2");
        _bot.Open.Should().BeNull();
    }

    [Fact]
    public async Task CancelledWhileComposing_LeavesTheTurnOpen()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        using var cancel = new CancellationTokenSource();
        _bot.Answer = async (_, token) =>
        {
            await cancel.CancelAsync();
            token.ThrowIfCancellationRequested();
            return new Completion("never", null, null);
        };

        var act = () => _bot.AnswerAsync(cancel.Token);

        await act.Should().ThrowAsync<OperationCanceledException>();
        _bot.Desk.Turn.Should().BeEquivalentTo(new { HasReply = false });
        _bot.Sent.Should().BeEmpty();
        _bot.Answer = (_, _) => Task.FromResult(new Completion("Now.", null, null));
        await _bot.AnswerToTheEndAsync();
        _bot.Sent.Should().Equal($"{Greeting}Now.");
    }

    [Fact]
    public async Task CancelledWhileTheModelIgnoresIt_SendsNothing()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        using var cancel = new CancellationTokenSource();
        _bot.Answer = async (_, _) =>
        {
            await cancel.CancelAsync();
            return new Completion("too late", null, null);
        };

        var act = () => _bot.AnswerAsync(cancel.Token);

        await act.Should().ThrowAsync<OperationCanceledException>();
        _bot.Sent.Should().BeEmpty();
    }

    [Fact]
    public async Task CancelledAfterTheDecision_IsFinishedAllTheSame()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        using var cancel = new CancellationTokenSource();
        _bot.Sends.Enqueue(async _ =>
        {
            await cancel.CancelAsync();
            return new SendResult(SendVerdict.Sent, "r1");
        });

        (await _bot.AnswerAsync(cancel.Token)).Should().BeNull();

        _bot.StoredKeys.Should().Equal("m1", "r1");
    }

    [Fact]
    public async Task TryThatTookTooLongToRecord_IsNotSentButLookedFor()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        var standstill = TimeSpan.FromSeconds(6);
        _bot.Ledger.When(ledger => ledger.SaveAsync(Known.Conversation, Arg.Any<Turn>(), Arg.Any<CancellationToken>())).Do(_ =>
        {
            _bot.Clock.Advance(standstill);
            standstill = TimeSpan.Zero;
        });

        (await _bot.AnswerAsync()).Should().Be(Known.Now.AddSeconds(16));

        _bot.Sent.Should().BeEmpty();
        _bot.Open!.Parts.Should().ContainSingle().Which.Should().BeEquivalentTo(new { TriedAt = Known.Now, Tries = 0, IsInDoubt = true });
        await _bot.AnswerToTheEndAsync();
        _bot.Calls.Where(call => call is "look").Should().HaveCount(2);
        _bot.Sent.Should().ContainSingle();
        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(TurnEnd.Answered);
    }

    [Fact]
    public async Task TurnThatAnotherNodeTookOver_IsLeftAlone()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Ledger.SaveAsync(Known.Conversation, null!, default).ThrowsAsyncForAnyArgs(new TurnTakenOverException("it"));

        await _bot.Awaiting(bot => bot.AnswerAsync()).Should().ThrowAsync<TurnTakenOverException>();

        _bot.Sent.Should().BeEmpty();
        _bot.StoredKeys.Should().Equal("m1");
    }

    [Fact]
    public async Task InDoubt_WaitsForTheEchoAndIsConfirmedByIt()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(InDoubt);

        (await _bot.AnswerAsync()).Should().Be(Known.Now.AddSeconds(10));
        await _bot.AcceptAsync(Known.Echo("r-echo", _bot.Desk.Turn!.Parts[0].Metadata, appId: "42"));
        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().ContainSingle();
        _bot.Calls.Should().NotContain("look");
        _bot.StoredKeys.Should().Equal("m1", "r-echo");
    }

    [Fact]
    public async Task InDoubt_LooksTwiceAndSendsOnceMore()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(InDoubt);
        _bot.Calls.Clear();

        (await _bot.AnswerAsync()).Should().Be(Known.Now.AddSeconds(10));
        _bot.MoveTo(Known.Now.AddSeconds(9));
        (await _bot.AnswerAsync()).Should().Be(Known.Now.AddSeconds(10));
        _bot.Calls.Should().NotContain("look");
        _bot.MoveTo(Known.Now.AddSeconds(10));
        (await _bot.AnswerAsync()).Should().Be(Known.Now.AddSeconds(25));
        _bot.Sent.Should().ContainSingle();
        _bot.MoveTo(Known.Now.AddSeconds(25));
        (await _bot.AnswerAsync()).Should().BeNull();

        _bot.Calls.Where(call => call is "look" || call.StartsWith("send", StringComparison.Ordinal)).Should().SatisfyRespectively(
            first => first.Should().StartWith("send"), second => second.Should().Be("look"), third => third.Should().Be("look"), last => last.Should().StartWith("send"));
        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(TurnEnd.Answered);
    }

    [Fact]
    public async Task InDoubtTwice_EndsAsADeadLetter()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(InDoubt);
        _bot.Sends.Enqueue(InDoubt);

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().HaveCount(2);
        _bot.Calls.Count(call => call == "look").Should().Be(4);
        _bot.Closed.Should().ContainSingle().Which.End.State.Should().Be(TurnState.DeadLetter);
        _bot.StoredKeys.Should().Equal("m1");
    }

    [Fact]
    public async Task InDoubtAndFoundInTheThread_IsNotSentAgain()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(InDoubt);
        _bot.Looks.Enqueue(LookResult.NotThere);
        _bot.Looks.Enqueue(new LookResult("r-found", CouldLook: true));

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().ContainSingle();
        _bot.StoredKeys.Should().Equal("m1", "r-found");
    }

    [Fact]
    public async Task ThreadThatCannotBeRead_ProvesNothing()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(InDoubt);
        for (int i = 0; i < 5; i++)
        {
            _bot.Looks.Enqueue(LookResult.Unknown);
        }

        _bot.Looks.Enqueue(new LookResult("r-found", CouldLook: true));

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().ContainSingle();
        _bot.StoredKeys.Should().Equal("m1", "r-found");
    }

    [Fact]
    public async Task EchoDuringTheSend_IsNotUndoneByItsAnswer()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(async part =>
        {
            await _bot.AcceptAsync(Known.Echo("r-echo", part.Metadata, appId: "42"));
            return new SendResult(SendVerdict.InDoubt, Error: "timeout");
        });

        (await _bot.AnswerAsync()).Should().BeNull();

        _bot.StoredKeys.Should().Equal("m1", "r-echo");
    }

    [Fact]
    public async Task EchoWhileTheSecondTryIsRecorded_StopsIt()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(InDoubt);
        await _bot.AnswerAsync();
        _bot.MoveTo(Known.Now.AddSeconds(10));
        await _bot.AnswerAsync();
        _bot.MoveTo(Known.Now.AddSeconds(25));
        string metadata = _bot.Desk.Turn!.Parts[0].Metadata;
        _bot.Ledger.SaveAsync(Known.Conversation, null!, default).ReturnsForAnyArgs(
            async _ => await _bot.AcceptAsync(Known.Echo("r-echo", metadata, appId: "42")), _ => Task.CompletedTask);

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().ContainSingle();
        _bot.StoredKeys.Should().Equal("m1", "r-echo");
    }

    [Fact]
    public async Task LedgerDownBeforeTheSend_IsNoDoubt()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        bool isDown = true;
        _bot.Ledger.When(ledger => ledger.SaveAsync(Arg.Any<ConversationId>(), Arg.Any<Turn>(), Arg.Any<CancellationToken>()))
            .Do(_ => throw (isDown ? new StoreUnavailableException("down") : new InvalidOperationException("up again")));
        var act = () => _bot.AnswerAsync();
        await act.Should().ThrowAsync<StoreUnavailableException>();

        isDown = false;

        _bot.Sent.Should().BeEmpty();
        _bot.Desk.Turn!.Parts.Should().ContainSingle().Which.Should().BeEquivalentTo(new { IsInDoubt = false, Tries = 0 });
    }

    [Fact]
    public async Task CrashAfterTheSend_LooksInTheThreadAndSendsNothing()
    {
        await TriedBeforeACrash();
        _bot.Looks.Enqueue(new LookResult("r-found", CouldLook: true));

        await _bot.AnswerToTheEndAsync();

        _bot.Calls.Should().Equal("read", "save", "look", "save", "write", "close Answered");
        _bot.StoredKeys.Should().Equal("m1", "r-found");
    }

    [Fact]
    public async Task CrashBetweenStoringTheReplyAndEndingTheTurn_SendsNothingAgain()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        bool isDying = true;
        _bot.Ledger.WhenForAnyArgs(ledger => ledger.CloseAsync(null!, null!, null!, null, default)).Do(_ =>
        {
            if (isDying)
            {
                throw new InvalidOperationException("The process dies here.");
            }
        });
        await _bot.Invoking(bot => bot.AnswerAsync()).Should().ThrowAsync<InvalidOperationException>();
        isDying = false;
        _bot.Restart();

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().HaveCount(1);
        _bot.StoredKeys.Should().Equal("m1", "r1");
        _bot.Open.Should().BeNull();
    }

    [Fact]
    public async Task CrashBeforeTheSend_LooksTwiceAndSends()
    {
        await TriedBeforeACrash();

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().Equal("Yes.");
        _bot.Calls.Count(call => call == "look").Should().Be(2);
        _bot.StoredKeys.Should().Equal("m1", "r1");
    }

    [Fact]
    public async Task CrashBeforeTheMessageWasStored_EndsTheTurnAndTheRedeliveryOpensAnother()
    {
        _bot.Open = new Turn("t1", Known.Now, null);

        (await _bot.AnswerAsync()).Should().BeNull();
        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(TurnEnd.Empty);

        await _bot.AcceptAsync(Known.Message("m1"));
        await _bot.AnswerToTheEndAsync();
        _bot.Sent.Should().ContainSingle();
    }

    [Fact]
    public async Task StoreDownAtTheAppend_KeepsTheTurnAndRetriesWithGrowingPauses()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        for (int i = 0; i < 10; i++)
        {
            _bot.Writes.Enqueue(() => throw new StoreUnavailableException("down"));
        }

        var pauses = new List<double>();
        while (await _bot.AnswerAsync() is { } next)
        {
            pauses.Add((next - _bot.Clock.GetUtcNow()).TotalSeconds);
            _bot.Open!.IsSent.Should().BeTrue();
            _bot.MoveTo(next);
        }

        pauses.Should().Equal(2, 4, 8, 16, 32, 64, 128, 256, 300, 300);
        _bot.Sent.Should().ContainSingle();
        _bot.StoredKeys.Should().Equal("m1", "r1");
    }

    [Fact]
    public async Task LongReply_LeavesInOrder()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Answer = (_, _) => Task.FromResult(new Completion($"{new string('a', 1900)}. {new string('b', 1900)}. {new string('c', 100)}.", null, null));

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Select(text => text[^2]).Should().Equal('a', 'b', 'c');
        _bot.StoredKeys.Should().Equal("m1", "r1", "r2", "r3");
    }

    [Fact]
    public async Task CrashBetweenParts_GoesOnWithTheFirstThatWasNotSent()
    {
        _bot.WrittenByOthers(Known.Message("m1"));
        var turn = new Turn("t1", Known.Now, null).WithReply(["one", "two", "three"], "m1");
        _bot.Open = turn.WithPart(turn.Parts[0] with { TriedAt = Known.Now, Tries = 1, Mid = "r-one" });

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().Equal("two", "three");
        _bot.StoredKeys.Should().Equal("m1", "r-one", "r1", "r2");
    }

    [Fact]
    public async Task PersonWritesWhileTheModelThinks_NothingIsSent()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Answer = async (_, _) =>
        {
            await _bot.AcceptAsync(Known.Echo("e1"));
            return new Completion("too late", null, null);
        };

        (await _bot.AnswerAsync()).Should().BeNull();

        _bot.Sent.Should().BeEmpty();
        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(TurnEnd.HandedOver);
    }

    [Fact]
    public async Task PersonWritesWhileARetryIsPending_NothingMoreIsSent()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(_ => Task.FromResult(new SendResult(SendVerdict.Retry, Error: "busy")));
        await _bot.AnswerAsync();

        await _bot.AcceptAsync(Known.Echo("e1"));
        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().ContainSingle();
        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(TurnEnd.HandedOver);
        _bot.StoredKeys.Should().Equal("m1", "e1");
    }

    [Fact]
    public async Task PersonWritesBetweenTwoParts_OnlyTheFirstIsSentAndKept()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Answer = (_, _) => Task.FromResult(new Completion($"{new string('a', 1900)}. {new string('b', 1900)}.", null, null));
        _bot.Sends.Enqueue(async _ =>
        {
            await _bot.AcceptAsync(Known.Echo("e1"));
            return new SendResult(SendVerdict.Sent, "r1");
        });

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().ContainSingle();
        _bot.StoredKeys.Should().Equal("m1", "e1", "r1");
    }

    [Fact]
    public async Task PersonWritesWhileTheTryIsRecorded_NothingIsSent()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Ledger.SaveAsync(Known.Conversation, null!, default).ReturnsForAnyArgs(async _ => await _bot.AcceptAsync(Known.Echo("e1")), _ => Task.CompletedTask);

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().BeEmpty();
    }

    [Fact]
    public async Task StandbyWhileTheModelThinks_SendsNothing()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Answer = async (_, _) =>
        {
            await _bot.AcceptAsync(Known.Message("s1", isStandby: true));
            return new Completion("too late", null, null);
        };

        (await _bot.AnswerAsync()).Should().BeNull();

        _bot.Sent.Should().BeEmpty();
        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(TurnEnd.HandedOver);
    }

    [Fact]
    public Task MessageStoredWhileAnEmptyTurnEnds_IsTheNextTurns() => OneAtATimeAsync(async () =>
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        await _bot.AcceptAsync(Known.Unsend("m1"));
        await _bot.Desk.Gate.WaitAsync();
        var answer = _bot.AnswerAsync();
        var accept = _bot.AcceptAsync(Known.Message("m2"));
        _bot.Desk.Gate.Release();
        await accept;

        (await answer).Should().NotBeNull();

        _bot.Open.Should().NotBeNull();
        _bot.Desk.Conversation!.UnansweredAfter(_bot.Open!.After).Should().ContainSingle().Which.Key.Should().Be("m2");
    });

    [Fact]
    public async Task MessageTakenBack_IsNotAnswered()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        await _bot.AcceptAsync(Known.Unsend("m1"));

        await _bot.AnswerToTheEndAsync();

        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(TurnEnd.Empty);
        _bot.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task WindowClosedBeforeTheAnswer_EndsAsADeadLetter()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Clock.Advance(TimeSpan.FromHours(25));

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().BeEmpty();
        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(new TurnEnd(TurnState.DeadLetter, "The 24 hours in which an assistant may answer were over."));
    }

    [Theory]
    [InlineData(SendVerdict.WindowClosed, TurnState.DeadLetter)]
    [InlineData(SendVerdict.PersonUnreachable, TurnState.DeadLetter)]
    [InlineData(SendVerdict.Refused, TurnState.DeadLetter)]
    [InlineData(SendVerdict.ThreadTaken, TurnState.HandedOver)]
    public async Task Refused_EndsTheTurn(SendVerdict verdict, TurnState state)
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(_ => Task.FromResult(new SendResult(verdict, Error: "(#10) no")));

        (await _bot.AnswerAsync()).Should().BeNull();

        _bot.Sent.Should().ContainSingle();
        _bot.Closed.Should().ContainSingle().Which.End.State.Should().Be(state);
        _bot.StoredKeys.Should().Equal("m1");
    }

    [Theory]
    [InlineData(SendVerdict.Retry)]
    [InlineData(SendVerdict.Wait)]
    [InlineData(SendVerdict.Reauthorize)]
    [InlineData(SendVerdict.PageStopped)]
    public async Task RefusedForNow_IsTriedAgainWithGrowingPausesAndNotInDoubt(SendVerdict verdict)
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        for (int i = 0; i < 3; i++)
        {
            _bot.Sends.Enqueue(_ => Task.FromResult(new SendResult(verdict, Error: "busy")));
        }

        var start = Known.Now;
        (await _bot.AnswerAsync()).Should().Be(start.AddSeconds(2));
        _bot.Open!.Parts[0].IsInDoubt.Should().BeFalse();
        await _bot.AnswerToTheEndAsync();

        _bot.Clock.GetUtcNow().Should().Be(start.AddSeconds(2 + 4 + 8));
        _bot.Sent.Should().HaveCount(4);
        _bot.Calls.Should().NotContain("look");
        _bot.StoredKeys.Should().Equal("m1", "r4");
    }

    [Fact]
    public async Task PlatformAsksToWait_WaitsThatLong()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(_ => Task.FromResult(new SendResult(SendVerdict.Wait, RetryAfter: TimeSpan.FromMinutes(7))));

        (await _bot.AnswerAsync()).Should().Be(Known.Now.AddMinutes(7));
    }

    [Fact]
    public async Task RefusedForADay_EndsAsADeadLetter()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        for (int i = 0; i < 10; i++)
        {
            _bot.Sends.Enqueue(_ => Task.FromResult(new SendResult(SendVerdict.PageStopped, RetryAfter: TimeSpan.FromHours(5), Error: "(#368) blocked")));
        }

        await _bot.AnswerToTheEndAsync();

        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(new TurnEnd(TurnState.DeadLetter, "PageStopped: (#368) blocked"));
        _bot.Sent.Should().HaveCount(5, "a sixth would leave after the window");
    }

    [Fact]
    public async Task MessageStoredThoughTheStoreSaidNo_IsAnsweredByItsTurn()
    {
        _bot.Writes.Enqueue(() =>
        {
            _bot.WrittenByOthers(Known.Message("m1"));
            throw new StoreUnavailableException("It took too long.");
        });
        await _bot.Invoking(bot => bot.AcceptAsync(Known.Message("m1"))).Should().ThrowAsync<StoreUnavailableException>();

        // As the turn's reminder has it, before Messenger delivers again.
        await _bot.AnswerToTheEndAsync();
        _bot.Restart();

        (await _bot.AcceptAsync(Known.Message("m1"))).Should().Be(Receipt.Duplicate);
        _bot.Sent.Should().ContainSingle();
    }

    [Fact]
    public async Task MessageStoredThoughTheStoreSaidNo_WhileATurnEndsWithoutAReply_IsTheNextTurns()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        await _bot.AcceptAsync(Known.Unsend("m1"));
        _bot.Writes.Enqueue(() =>
        {
            _bot.WrittenByOthers(Known.Message("m2"));
            throw new StoreUnavailableException("It took too long.");
        });
        await _bot.Invoking(bot => bot.AcceptAsync(Known.Message("m2"))).Should().ThrowAsync<StoreUnavailableException>();

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().ContainSingle();
    }

    [Fact]
    public async Task EchoThatAnotherNodeStored_IsProofThatThePartArrived()
    {
        await TriedBeforeACrash();
        _bot.WrittenByOthers(Known.Echo("r-echo", _bot.Open!.Parts[0].Metadata, appId: "42"));

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().BeEmpty();
        _bot.StoredKeys.Should().Equal("m1", "r-echo");
        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(TurnEnd.Answered);
    }

    [Fact]
    public async Task StandbyWhileTheTryIsRecorded_LeavesTheTryInTheLedger()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        bool isFirst = true;
        _bot.Ledger.SaveAsync(Known.Conversation, null!, default).ReturnsForAnyArgs(async call =>
        {
            _bot.Open = call.Arg<Turn>();
            if (isFirst)
            {
                isFirst = false;
                await _bot.AcceptAsync(Known.Message("s1", isStandby: true));
            }
        });
        bool? isTryKnown = null;
        _bot.Sends.Enqueue(_ =>
        {
            isTryKnown = _bot.Open!.Parts[0].IsInDoubt;
            return Sent("r1");
        });

        await _bot.AnswerToTheEndAsync();

        isTryKnown.Should().BeTrue("a crash right after the send would have it sent twice");
    }

    public void Dispose() => _bot.Dispose();

    /// <summary>As a grain runs: everything takes turns, nothing runs side by side.</summary>
    private static Task OneAtATimeAsync(Func<Task> act) =>
        Task.Factory.StartNew(act, CancellationToken.None, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler).Unwrap();

    private static Task<SendResult> Sent(string mid) => Task.FromResult(new SendResult(SendVerdict.Sent, mid));

    private static Task<SendResult> InDoubt(ReplyPart part) => Task.FromResult(new SendResult(SendVerdict.InDoubt, Error: "timeout"));

    private async Task TriedBeforeACrash()
    {
        _bot.WrittenByOthers(Known.Message("m1"));
        var turn = new Turn("t1", Known.Now, null).WithReply(["Yes."], "m1");
        _bot.Open = turn.WithPart(turn.Parts[0] with { TriedAt = Known.Now, Tries = 1 });
        _bot.Restart();
        await Task.CompletedTask;
    }
}
