using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;
using NSubstitute;

namespace GptMessenger.Application.Tests.Conversations;

public sealed class AcceptMessageTests : IDisposable
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

    public void Dispose() => _bot.Dispose();
}
