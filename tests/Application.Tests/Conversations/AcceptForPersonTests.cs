using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Replies;
using NSubstitute;
using NSubstitute.Extensions;

namespace GptMessenger.Application.Tests.Conversations;

public sealed class AcceptForPersonTests : IDisposable
{
    private readonly Bot _bot = new();

    [Fact]
    public async Task Paused_StoresWithoutATurn()
    {
        _bot.WrittenByOthers(Known.Message("m0"));
        _bot.PausedUntil = Known.Now.AddMinutes(10);

        (await _bot.AcceptAsync(Known.Message("m1"))).Should().Be(Receipt.StoredForPerson);

        _bot.Calls.Should().Equal("read", "record HandedOver", "write");
        _bot.Closed.Should().ContainSingle().Which.Turn.Should().BeEquivalentTo(new { OpenedAt = Known.Now, After = "m0", Through = "m1" });
    }

    [Fact]
    public async Task PausedAndTheStoreFails_IsRecordedUnderTheSameIdWhenItIsDeliveredAgain()
    {
        _bot.WrittenByOthers(Known.Message("m0"));
        _bot.PausedUntil = Known.Now.AddMinutes(10);
        _bot.Writes.Enqueue(() => throw new StoreUnavailableException("down"));
        await _bot.Awaiting(bot => bot.AcceptAsync(Known.Message("m1"))).Should().ThrowAsync<StoreUnavailableException>();

        await _bot.AcceptAsync(Known.Message("m1"));
        await _bot.AcceptAsync(Known.Message("m2"));

        _bot.Closed.Select(closed => closed.Turn.Through).Should().Equal("m1", "m1", "m2");
        _bot.Closed.Select(closed => closed.Turn.Id).Distinct().Should().HaveCount(2);
    }

    [Fact]
    public async Task PauseOver_OpensATurnForWhatComesNow()
    {
        _bot.WrittenByOthers(Known.Message("m0"));
        _bot.PausedUntil = Known.Now.AddMinutes(10);
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Clock.Advance(TimeSpan.FromMinutes(10));

        (await _bot.AcceptAsync(Known.Message("m2"))).Should().Be(Receipt.Stored);

        _bot.Open!.After.Should().Be("m1");
    }

    [Fact]
    public async Task Standby_IsStoredWithoutATurn()
    {
        (await _bot.AcceptAsync(Known.Message("s1", isStandby: true))).Should().Be(Receipt.StoredForPerson);

        _bot.Calls.Should().Equal("read", "record HandedOver", "write");
    }

    [Fact]
    public async Task StandbyWhileATurnIsUndecided_HandsItOver()
    {
        await _bot.AcceptAsync(Known.Message("m1"));

        await _bot.AcceptAsync(Known.Message("s1", isStandby: true));

        var (turn, end) = _bot.Closed.Should().ContainSingle().Subject;
        end.Should().Be(TurnEnd.HandedOver);
        turn.Through.Should().Be("s1");
        _bot.Desk.Turn.Should().BeNull();
    }

    [Fact]
    public async Task StandbyWhileAReplyIsBeingSent_LeavesTheTurn()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Desk.Turn = _bot.Desk.Turn!.WithReply(["Yes."], "m1");

        await _bot.AcceptAsync(Known.Message("s1", isStandby: true));

        _bot.Closed.Should().BeEmpty();
        _bot.Desk.Turn.Should().NotBeNull();
    }

    [Fact]
    public async Task StandbyWhileAReplyIsBeingSent_IsSettledByThatTurn()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Desk.Turn = _bot.Desk.Turn!.WithReply(["Yes."], "m1");

        await _bot.AcceptAsync(Known.Message("s1", isStandby: true));

        // The file does not say that an event was a standby one: after a restart only the ledger keeps it from being answered.
        _bot.Open!.Through.Should().Be("s1");
    }

    [Fact]
    public async Task StandbyWhileTheLedgerIsSlow_LeavesNoTurnToDecideOn()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        var written = new TaskCompletionSource();
        _bot.Ledger.Configure().CloseAsync(Known.Conversation, null!, null!, null, CancellationToken.None).ReturnsForAnyArgs(written.Task);

        var accepting = _bot.AcceptAsync(Known.Message("s1", isStandby: true));

        _bot.Desk.Turn.Should().BeNull();
        written.SetResult();
        await accepting;
    }

    [Fact]
    public async Task StandbyWhoseHandoverFailed_IsHandedOverWhenItIsDeliveredAgain()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        Refuse(ledger => ledger.CloseAsync(Known.Conversation, null!, null!, null, CancellationToken.None));
        await _bot.Awaiting(bot => bot.AcceptAsync(Known.Message("s1", isStandby: true))).Should().ThrowAsync<StoreUnavailableException>();
        _bot.Restart();

        (await _bot.AcceptAsync(Known.Message("s1", isStandby: true))).Should().Be(Receipt.StoredForPerson);

        _bot.Closed.Should().ContainSingle().Which.Should().Match<(Turn Turn, TurnEnd End)>(closed => closed.Turn.Through == "s1" && closed.End == TurnEnd.HandedOver);
        (_bot.Open, _bot.Desk.Turn).Should().Be((null, null));
        (await _bot.AcceptAsync(Known.Message("s1", isStandby: true))).Should().Be(Receipt.Duplicate);
    }

    [Fact]
    public async Task StandbyWhoseHandoverFailed_TakesNothingThatWasSaidLater()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        Refuse(ledger => ledger.CloseAsync(Known.Conversation, null!, null!, null, CancellationToken.None));
        await _bot.Awaiting(bot => bot.AcceptAsync(Known.Message("s1", isStandby: true))).Should().ThrowAsync<StoreUnavailableException>();
        await _bot.AcceptAsync(Known.Message("m2"));

        await _bot.AcceptAsync(Known.Message("s1", isStandby: true));

        _bot.Open.Should().NotBeNull().And.BeEquivalentTo(new { After = "s1", HasReply = false });
        _bot.Desk.Turn.Should().Be(_bot.Open);
    }

    [Fact]
    public async Task StandbyThatCouldNotBeSettledByAReply_IsWhenItIsDeliveredAgain()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Desk.Turn = _bot.Desk.Turn!.WithReply(["Yes."], "m1");
        Refuse(ledger => ledger.SaveAsync(Known.Conversation, null!, CancellationToken.None));
        await _bot.Awaiting(bot => bot.AcceptAsync(Known.Message("s1", isStandby: true))).Should().ThrowAsync<StoreUnavailableException>();

        (await _bot.AcceptAsync(Known.Message("s1", isStandby: true))).Should().Be(Receipt.StoredForPerson);

        _bot.Open!.Through.Should().Be("s1");
        (await _bot.AcceptAsync(Known.Message("s1", isStandby: true))).Should().Be(Receipt.Duplicate);
    }

    [Fact]
    public async Task StandbyOfAnEarlierTurn_TakesNoLaterTurn()
    {
        await _bot.AcceptAsync(Known.Message("s1", isStandby: true));
        await _bot.AcceptAsync(Known.Message("m2"));

        (await _bot.AcceptAsync(Known.Message("s1", isStandby: true))).Should().Be(Receipt.Duplicate);

        _bot.Desk.Turn.Should().NotBeNull();
    }

    /// <summary>Once; then it does as it always does.</summary>
    private void Refuse(Func<ITurnLedger, Task> call)
    {
        bool isRefused = false;
        _bot.Ledger.WhenForAnyArgs(ledger => call(ledger)).Do(_ =>
        {
            if (!isRefused)
            {
                isRefused = true;
                throw new StoreUnavailableException("down");
            }
        });
    }

    public void Dispose() => _bot.Dispose();
}
