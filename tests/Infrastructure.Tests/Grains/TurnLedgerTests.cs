using System.Text.Json;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Replies;
using GptMessenger.Infrastructure.Grains;
using GptMessenger.Infrastructure.Tests.Facebook;
using GptMessenger.Infrastructure.Tests.Storage;
using Microsoft.Extensions.Logging;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using Orleans.Timers;

namespace GptMessenger.Infrastructure.Tests.Grains;

public sealed class TurnLedgerTests : IDisposable
{
    private static readonly Turn Turn = new("t1", default, null);

    private readonly ITurnTable _turns = Substitute.For<ITurnTable>();
    private readonly IReminderRegistry _reminders = Substitute.For<IReminderRegistry>();
    private readonly RecordedLog<TurnLedger> _log = new();
    private readonly MemorySweep _sweep = new(Substitute.For<IGrainFactory>(), new KnownPlaces(TimeProvider.System), TimeProvider.System, new RecordedLog<MemorySweep>());
    private readonly TurnLedger _ledger;

    public TurnLedgerTests()
    {
        var grains = Substitute.For<IGrainFactory>();
        var grain = Substitute.For<IConversationGrain, IGrainBase>();
        var context = Substitute.For<IGrainContext>();
        context.GrainId.Returns(GrainId.Create("conversation", "1"));
        ((IGrainBase)grain).GrainContext.Returns(context);
        grains.GetGrain<IConversationGrain>(GraphHost.Conversation.ToString()).Returns(grain);
        _ledger = new TurnLedger(_turns, _reminders, grains, _sweep, _log);
    }

    public void Dispose() => _sweep.Dispose();

    [Fact]
    public async Task ReminderThatCannotBeTakenAway_DoesNotKeepTheTurnFromItsEnd()
    {
        await _ledger.OpenAsync(GraphHost.Conversation, Turn, default);
        _reminders.UnregisterReminder(default, null!).ThrowsAsyncForAnyArgs(new SiloUnavailableException("gone"));

        await _ledger.CloseAsync(GraphHost.Conversation, Turn, TurnEnd.Answered, next: null, default);

        await _turns.Received(1).EndAsync(GraphHost.Conversation, Turn, TurnEnd.Answered, next: null);
        await _reminders.ReceivedWithAnyArgs(1).UnregisterReminder(default, null!);
    }

    [Fact]
    public async Task ReminderThatCannotBeSet_IsAStoreThatIsAway()
    {
        _reminders.RegisterOrUpdateReminder(default, null!, default, default).ThrowsAsyncForAnyArgs(new InvalidOperationException("Redis is away"));

        await FluentActions.Awaiting(() => _ledger.OpenAsync(GraphHost.Conversation, Turn, default)).Should().ThrowAsync<StoreUnavailableException>();
    }

    [Fact]
    public async Task UnreadableTurn_IsPutAsideWithOneErrorLine_AndTheConversationGoesOn()
    {
        _turns.FindAsync(GraphHost.Conversation).ThrowsAsync(new JsonException("'{'"));

        (await _ledger.FindOpenAsync(GraphHost.Conversation, default)).Should().BeNull();

        await _turns.Received(1).PutAsideAsync(GraphHost.Conversation, Arg.Is<string>(id => id.StartsWith("unreadable")));
        var line = _log.Entries.Should().ContainSingle().Subject;
        line.Level.Should().Be(LogLevel.Error);
        line.Text.Should().Contain($"The open turn of {GraphHost.Conversation}").And.Contain("answer from the page inbox");
    }

    [Fact]
    public async Task TurnOfAnotherNode_KeepsItsReminder()
    {
        await _ledger.OpenAsync(GraphHost.Conversation, Turn, default);
        _turns.EndAsync(GraphHost.Conversation, null!, null!, null).ThrowsAsyncForAnyArgs(new TurnTakenOverException("it"));

        await FluentActions.Awaiting(() => _ledger.CloseAsync(GraphHost.Conversation, Turn, TurnEnd.Answered, next: null, default)).Should().ThrowAsync<TurnTakenOverException>();

        await _reminders.DidNotReceiveWithAnyArgs().UnregisterReminder(default, null!);
    }
}
