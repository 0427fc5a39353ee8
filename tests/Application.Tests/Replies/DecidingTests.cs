using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;

namespace GptMessenger.Application.Tests.Replies;

public sealed class DecidingTests : IDisposable
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

    public void Dispose() => _bot.Dispose();

    /// <summary>As a grain runs: everything takes turns, nothing runs side by side.</summary>
    private static Task OneAtATimeAsync(Func<Task> act) =>
        Task.Factory.StartNew(act, CancellationToken.None, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler).Unwrap();
}
