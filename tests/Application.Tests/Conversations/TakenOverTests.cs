using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using NSubstitute;

namespace GptMessenger.Application.Tests.Conversations;

/// <summary>Two nodes that cannot see each other both take in messages of one conversation. The desk is the stale one.</summary>
public sealed class TakenOverTests : IDisposable
{
    private readonly Bot _bot = new();

    [Fact]
    public async Task TurnThatWasAnsweredElsewhere_TakesNoMessageIn()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.WrittenByOthers(Known.Reply("r1"));
        TakeOver();

        await _bot.Awaiting(bot => bot.AcceptAsync(Known.Message("m2"))).Should().ThrowAsync<TurnTakenOverException>();

        _bot.StoredKeys.Should().Equal("m1", "r1");
    }

    [Fact]
    public async Task TurnThatWasAnsweredElsewhereWhileTheStoreFailed_TakesNoMessageIn()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Writes.Enqueue(() => throw new StoreUnavailableException("timeout"));
        await _bot.Awaiting(bot => bot.AcceptAsync(Known.Message("m2"))).Should().ThrowAsync<StoreUnavailableException>();
        _bot.WrittenByOthers(Known.Reply("r1"));
        TakeOver();

        await _bot.Awaiting(bot => bot.AcceptAsync(Known.Message("m2"))).Should().ThrowAsync<TurnTakenOverException>();

        _bot.StoredKeys.Should().Equal("m1", "r1");
    }

    [Fact]
    public async Task LedgerThatCannotSayWhoseTheTurnIs_TakesNoMessageIn_AndIsAskedAgain()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.WrittenByOthers(Known.Reply("r1"));
        _bot.Ledger.ConfirmAsync(Known.Conversation, default).ReturnsForAnyArgs(_ => throw new StoreUnavailableException("down"), _ => Task.CompletedTask);

        await _bot.Awaiting(bot => bot.AcceptAsync(Known.Message("m2"))).Should().ThrowAsync<StoreUnavailableException>();
        (await _bot.AcceptAsync(Known.Message("m2"))).Should().Be(Receipt.Stored);

        await _bot.Ledger.ReceivedWithAnyArgs(2).ConfirmAsync(Known.Conversation, default);
    }

    [Fact]
    public async Task MessageLetInElsewhere_BelongsToTheNextTurn_AlsoWhenThisOneEndsWithoutAWord()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(_ =>
        {
            _bot.WrittenByOthers(Known.Message("m2"));
            return Task.FromResult(new SendResult(SendVerdict.Refused, Error: "no such field"));
        });

        (await _bot.AnswerAsync()).Should().NotBeNull();

        _bot.Closed.Should().ContainSingle().Which.End.State.Should().Be(TurnState.DeadLetter);
        _bot.Open!.After.Should().Be("m1");
    }

    [Fact]
    public async Task TurnThatOthersHave_IsNotPutOff_NorWrittenOverTheirs()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(_ =>
        {
            _bot.WrittenByOthers(Known.Reply("r1"));
            TakeOver();
            _bot.Calls.Clear();
            return Task.FromResult(new SendResult(SendVerdict.Refused, Error: "no such field"));
        });

        await _bot.Awaiting(bot => bot.AnswerToTheEndAsync()).Should().ThrowAsync<TurnTakenOverException>();

        _bot.Closed.Should().BeEmpty();
    }

    public void Dispose() => _bot.Dispose();

    private void TakeOver() => _bot.Ledger.ConfirmAsync(Known.Conversation, default).ReturnsForAnyArgs(_ => throw new TurnTakenOverException("it"));
}
