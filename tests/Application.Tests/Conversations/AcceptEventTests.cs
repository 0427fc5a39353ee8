using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using NSubstitute;
using NSubstitute.Extensions;

namespace GptMessenger.Application.Tests.Conversations;

public sealed class AcceptEventTests : IDisposable
{
    private readonly Bot _bot = new();

    [Fact]
    public async Task FirstMessage_OpensATurnBeforeItIsStored()
    {
        (await _bot.AcceptAsync(Known.Message("m1"))).Should().Be(Receipt.Stored);

        _bot.Calls.Should().Equal("read", "open", "write");
        _bot.StoredKeys.Should().Equal("m1");
        _bot.Open.Should().BeEquivalentTo(new { OpenedAt = Known.Now, After = (string?)null, HasReply = false });
        _bot.Desk.Turn.Should().Be(_bot.Open);
    }

    [Fact]
    public async Task MessageAfterAnother_JoinsTheOpenTurn()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        await _bot.AcceptAsync(Known.Message("m2"));

        _bot.Calls.Should().Equal("read", "open", "write", "write");
        _bot.StoredKeys.Should().Equal("m1", "m2");
    }

    [Fact]
    public async Task MessageAfterASettledOne_OpensATurnBehindIt()
    {
        _bot.WrittenByOthers(Known.Message("m1"), Known.Reply("r1"));

        await _bot.AcceptAsync(Known.Message("m2"));

        _bot.Open!.After.Should().Be("r1");
    }

    [Fact]
    public async Task MessageDeliveredTwice_WritesNothing()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Calls.Clear();

        (await _bot.AcceptAsync(Known.Message("m1"))).Should().Be(Receipt.Duplicate);

        _bot.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task MessageDeliveredAgainAfterARestart_WritesNothing()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Restart();
        _bot.Calls.Clear();

        (await _bot.AcceptAsync(Known.Message("m1"))).Should().Be(Receipt.Duplicate);

        _bot.Calls.Should().Equal("read");
        _bot.Desk.Turn.Should().NotBeNull();
    }

    [Fact]
    public async Task StoreDown_LeavesTheConversationAsItWasAndARetryWorks()
    {
        _bot.Writes.Enqueue(() => throw new StoreUnavailableException("down"));

        var act = () => _bot.AcceptAsync(Known.Message("m1"));

        await act.Should().ThrowAsync<StoreUnavailableException>();
        (_bot.Desk.Conversation!.Events.Count, _bot.Stored.Events.Count).Should().Be((0, 0));
        (await _bot.AcceptAsync(Known.Message("m1"))).Should().Be(Receipt.Stored);
        _bot.Calls.Count(call => call == "open").Should().Be(1);
        _bot.StoredKeys.Should().Equal("m1");
    }

    [Fact]
    public async Task WriteThatFailedButWasApplied_IsRecognisedAtTheRetry()
    {
        _bot.Writes.Enqueue(() =>
        {
            _bot.WrittenByOthers(Known.Message("m1"));
            throw new StoreUnavailableException("timeout");
        });
        var act = () => _bot.AcceptAsync(Known.Message("m1"));
        await act.Should().ThrowAsync<StoreUnavailableException>();

        await _bot.AcceptAsync(Known.Message("m1"));

        _bot.StoredKeys.Should().Equal("m1");
        _bot.Open.Should().NotBeNull();
    }

    [Fact]
    public async Task LedgerDown_StoresNothing()
    {
        _bot.Ledger.OpenAsync(Known.Conversation, null!, default).ReturnsForAnyArgs(_ => throw new StoreUnavailableException("down"));

        var act = () => _bot.AcceptAsync(Known.Message("m1"));

        await act.Should().ThrowAsync<StoreUnavailableException>();
        _bot.Calls.Should().NotContain("write");
        _bot.Desk.Turn.Should().BeNull();
    }

    [Fact]
    public async Task AnotherWriterWasFaster_BothMessagesAreKept()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.WrittenByOthers(Known.Message("m-python"), Known.Message("m2"));

        (await _bot.AcceptAsync(Known.Message("m3"))).Should().Be(Receipt.Stored);

        _bot.StoredKeys.Should().Equal("m1", "m-python", "m2", "m3");
        _bot.Desk.Conversation.Should().BeSameAs(_bot.Stored);
    }

    [Fact]
    public async Task AnotherWriterStoredTheSame_ItIsThereOnce()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.WrittenByOthers(Known.Message("m2"));

        await _bot.AcceptAsync(Known.Message("m2"));

        _bot.StoredKeys.Should().Equal("m1", "m2");
    }

    [Fact]
    public async Task OthersWriteWithoutEnd_GivesUpForARedelivery()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        for (int i = 0; i < 20; i++)
        {
            string mid = $"x{i}";
            _bot.Writes.Enqueue(() => _bot.WrittenByOthers(Known.Message(mid)));
        }

        var act = () => _bot.AcceptAsync(Known.Message("m2"));

        (await act.Should().ThrowAsync<StoreUnavailableException>()).WithInnerException<ConversationChangedException>();
        _bot.Desk.Gate.CurrentCount.Should().Be(1);
    }

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
    public async Task MessageWhileASentReplyWaitsForTheStore_EndsTheWait()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        var turn = _bot.Desk.Turn!.WithReply(["Yes."], "m1");
        _bot.Desk.Turn = turn.WithPart(turn.Parts[0] with { Mid = "r1" }) with { NotBefore = Known.Now.AddMinutes(5) };

        await _bot.AcceptAsync(Known.Message("m2"));

        _bot.Desk.Turn!.NotBefore.Should().BeNull();
    }

    [Fact]
    public async Task MessageWhileAnUnsentReplyWaits_LeavesTheWait()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Desk.Turn = _bot.Desk.Turn!.WithReply(["Yes."], "m1") with { NotBefore = Known.Now.AddMinutes(5) };

        await _bot.AcceptAsync(Known.Message("m2"));

        _bot.Desk.Turn!.NotBefore.Should().Be(Known.Now.AddMinutes(5));
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
    public async Task PersonsEchoWhileTheStoreIsSlow_PausesAtOnce()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        var written = new TaskCompletionSource();
        _bot.Pause.SetAsync(Known.Conversation, default, CancellationToken.None).ReturnsForAnyArgs(written.Task);

        var accepting = _bot.AcceptAsync(Known.Echo("h1", metadata: null, appId: "263902037430900"));

        _bot.Desk.IsPaused(Known.Now).Should().BeTrue();
        written.SetResult();
        await accepting;
    }

    [Fact]
    public async Task OurEcho_ConfirmsThePartAndIsNotStored()
    {
        await TurnWithTriedPart();

        (await _bot.AcceptAsync(Known.Echo("r1", _bot.Desk.Turn!.Parts[0].Metadata, appId: "42"))).Should().Be(Receipt.Confirmed);

        _bot.Open!.Parts[0].Mid.Should().Be("r1");
        _bot.StoredKeys.Should().Equal("m1");
        _bot.PausedUntil.Should().BeNull();
    }

    [Fact]
    public async Task OurEchoTwice_ChangesNothing()
    {
        await TurnWithTriedPart();
        var echo = Known.Echo("r1", _bot.Desk.Turn!.Parts[0].Metadata, appId: "42");
        await _bot.AcceptAsync(echo);
        _bot.Calls.Clear();

        (await _bot.AcceptAsync(echo)).Should().Be(Receipt.Confirmed);

        _bot.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task OurEchoOfAnEndedTurn_StoresWhatTheCustomerHasRead()
    {
        _bot.WrittenByOthers(Known.Message("m1"), Known.Reply("r1"));

        (await _bot.AcceptAsync(Known.Echo("r1", "gptm:old:0"))).Should().Be(Receipt.Confirmed);
        (await _bot.AcceptAsync(Known.Echo("r2", "gptm:old:1"))).Should().Be(Receipt.Stored);

        _bot.StoredKeys.Should().Equal("m1", "r1", "r2");
        _bot.PausedUntil.Should().BeNull();
    }

    [Theory]
    [InlineData("263902037430900")]
    [InlineData("26390203743090")]
    [InlineData("1217981644879628")]
    [InlineData(null)]
    public async Task PersonsEcho_IsStoredAndPausesTheBot(string? appId)
    {
        (await _bot.AcceptAsync(Known.Echo("e1", appId: appId))).Should().Be(Receipt.StoredForPerson);

        _bot.Calls.Should().Equal("read", "pause", "write");
        _bot.PausedUntil.Should().Be(Known.Now.AddMinutes(60));
        _bot.Desk.IsPaused(Known.Now.AddMinutes(59)).Should().BeTrue();
        _bot.Desk.IsPaused(Known.Now.AddMinutes(60)).Should().BeFalse();
    }

    [Fact]
    public async Task PersonsEchoWithForeignMetadata_PausesTheBot()
    {
        await _bot.AcceptAsync(Known.Echo("e1", metadata: "outbox:0001", appId: "7"));

        _bot.PausedUntil.Should().NotBeNull();
    }

    [Fact]
    public async Task PersonsNextEcho_RenewsThePauseAndARepeatDoesNot()
    {
        await _bot.AcceptAsync(Known.Echo("e1"));
        _bot.Clock.Advance(TimeSpan.FromMinutes(30));
        await _bot.AcceptAsync(Known.Echo("e2"));
        _bot.Clock.Advance(TimeSpan.FromMinutes(30));

        (await _bot.AcceptAsync(Known.Echo("e2"))).Should().Be(Receipt.Duplicate);

        _bot.PausedUntil.Should().Be(Known.Now.AddMinutes(90));
    }

    [Fact]
    public async Task EchoOfOurAppWithoutMetadata_IsNoPerson()
    {
        await _bot.AcceptAsync(Known.Echo("e1", metadata: null, appId: "42"));

        _bot.PausedUntil.Should().BeNull();
        _bot.StoredKeys.Should().Equal("e1");
    }

    [Fact]
    public async Task Unsend_TakesTheTextOutOfTheFile()
    {
        await _bot.AcceptAsync(Known.Message("m1", "my card is 4111"));

        (await _bot.AcceptAsync(Known.Unsend("m1"))).Should().Be(Receipt.Stored);

        _bot.Stored.Events.Should().ContainSingle().Which.Kind.Should().Be(EventKind.Unsend);
        (await _bot.AcceptAsync(Known.Message("m1", "my card is 4111"))).Should().Be(Receipt.Duplicate);
    }

    [Fact]
    public async Task Edit_IsStoredAndOpensNoTurn()
    {
        _bot.WrittenByOthers(Known.Message("m1"), Known.Reply("r1"));

        (await _bot.AcceptAsync(Known.Edit("m1", "red"))).Should().Be(Receipt.Stored);

        _bot.Open.Should().BeNull();
    }

    [Fact]
    public async Task UnreadableFile_HasTheEventPutAside()
    {
        _bot.Store.ReadAsync(Known.Conversation, default).ReturnsForAnyArgs(_ => Task.FromException<StoredConversation>(new UnreadableFileException("users/x.json", "no JSON.")));
        var message = Known.Message("m1");

        (await _bot.AcceptAsync(message)).Should().Be(Receipt.PutAside);

        await _bot.Aside.Received(1).KeepAsync(Known.Conversation, message, Arg.Is<string>(reason => reason.Contains("users/x.json", StringComparison.Ordinal)), Arg.Any<CancellationToken>());
        _bot.Calls.Should().NotContain(["open", "write"]);
        _bot.Desk.Gate.CurrentCount.Should().Be(1);
    }

    [Fact]
    public async Task PersonsEchoDuringALongerPause_DoesNotShortenIt()
    {
        await _bot.PauseAsync(Known.Now.AddDays(1));

        await _bot.AcceptAsync(Known.Echo("e1"));

        _bot.PausedUntil.Should().Be(Known.Now.AddDays(1));
        _bot.Desk.PausedUntil.Should().Be(Known.Now.AddDays(1));
    }

    public void Dispose() => _bot.Dispose();

    private async Task TurnWithTriedPart()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        var turn = _bot.Desk.Turn!.WithReply(["Yes."], "m1");
        _bot.Desk.Turn = turn.WithPart(turn.Parts[0] with { TriedAt = Known.Now, Tries = 1 });
    }
}
