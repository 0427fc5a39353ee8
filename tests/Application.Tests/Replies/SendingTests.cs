using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace GptMessenger.Application.Tests.Replies;

public sealed class SendingTests : IDisposable
{
    private readonly Bot _bot = new();

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
    public async Task StoreDownAtTheAppend_KeepsTheTurnAndRetriesWithGrowingPauses_OfHalfAMinuteAtMost()
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

        pauses.Should().Equal(2, 4, 8, 16, 30, 30, 30, 30, 30, 30);
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

    public void Dispose() => _bot.Dispose();

    private static Task<SendResult> Sent(string mid) => Task.FromResult(new SendResult(SendVerdict.Sent, mid));
}
