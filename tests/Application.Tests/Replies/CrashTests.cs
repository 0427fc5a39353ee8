using GptMessenger.Application.Replies;
using GptMessenger.Domain.Replies;
using NSubstitute;

namespace GptMessenger.Application.Tests.Replies;

public sealed class CrashTests : IDisposable
{
    private readonly Bot _bot = new();

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

    [Theory]
    [InlineData(3, false, true)]
    [InlineData(4, false, false)]
    [InlineData(2, true, false)]
    public async Task CrashAmidSeveralTries_IsTriedAgainUnlessGraphLeftOneOpen(int tries, bool isUnclear, bool isSent)
    {
        await TriedBeforeACrash(tries, isUnclear);

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().HaveCount(isSent ? 1 : 0);
        _bot.Calls.Count(call => call == "look").Should().Be(2);
        _bot.Closed.Should().ContainSingle().Which.End.State.Should().Be(isSent ? TurnState.Answered : TurnState.DeadLetter);
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
    public async Task EchoThatAnotherNodeStored_IsProofThatThePartArrived()
    {
        await TriedBeforeACrash();
        _bot.WrittenByOthers(Known.Echo("r-echo", _bot.Open!.Parts[0].Metadata, appId: "42"));

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().BeEmpty();
        _bot.StoredKeys.Should().Equal("m1", "r-echo");
        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(TurnEnd.Answered);
    }

    public void Dispose() => _bot.Dispose();

    private async Task TriedBeforeACrash(int tries = 1, bool isUnclear = false)
    {
        _bot.WrittenByOthers(Known.Message("m1"));
        var turn = new Turn("t1", Known.Now, null).WithReply(["Yes."], "m1");
        _bot.Open = turn.WithPart(turn.Parts[0] with { TriedAt = Known.Now, Tries = tries, IsUnclear = isUnclear });
        _bot.Restart();
        await Task.CompletedTask;
    }
}
