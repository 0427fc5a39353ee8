using System.Text.Json;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;
using GptMessenger.Infrastructure.LocalDisk;
using GptMessenger.Infrastructure.Tests.Facebook;
using Microsoft.Extensions.Time.Testing;

namespace GptMessenger.Infrastructure.Tests.LocalDisk;

public sealed class LocalTurnsTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 18, 0, 0, TimeSpan.Zero);
    private static readonly ConversationId Id = GraphHost.Conversation;

    private readonly LocalFolder _folder = new();
    private readonly Turn _turn = new Turn("t1", Now, "k0") { Failures = 2, NotBefore = Now }.WithReply(["Täschchen", "two"], "k1");

    private LocalTurns Turns => new(_folder.Database, new FakeTimeProvider(Now));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SavedTurn_IsFoundAsItWas_AlsoByTheNextProcess()
    {
        await Turns.SaveAsync(Id, new Turn("t0", Now, null));
        await Turns.SaveAsync(Id, _turn);
        await _folder.ReopenAsync();

        (await Turns.FindAsync(Id)).Should().BeEquivalentTo(_turn);
        (await Turns.FindAsync(GraphHost.Unconnected)).Should().BeNull();
    }

    [Fact]
    public async Task EndedTurn_IsNoLongerOpen()
    {
        await Turns.SaveAsync(Id, _turn);
        await Turns.EndAsync(Id, _turn, new TurnEnd(TurnState.Answered), next: null);

        (await Turns.FindAsync(Id)).Should().BeNull();
    }

    [Fact]
    public async Task EndWithNext_OpensTheNext()
    {
        await Turns.SaveAsync(Id, _turn);
        await Turns.EndAsync(Id, _turn, new TurnEnd(TurnState.Answered), new Turn("t2", Now, "k1"));

        (await Turns.FindAsync(Id)).Should().BeEquivalentTo(new Turn("t2", Now, "k1"));
    }

    [Fact]
    public async Task AnsweredAndEmpty_LeaveNoRow()
    {
        await Turns.EndAsync(Id, _turn, new TurnEnd(TurnState.Answered), next: null);
        await Turns.EndAsync(Id, _turn, TurnEnd.Empty, next: null);

        (await _folder.RowsAsync("SELECT id FROM ended_turns")).Should().BeEmpty();
    }

    [Fact]
    public async Task EveryOtherEnd_LeavesARow()
    {
        var states = Enum.GetValues<TurnState>().Except([TurnState.Answered]).ToList();
        foreach (var state in states)
        {
            await Turns.EndAsync(Id, _turn with { Id = state.ToString() }, new TurnEnd(state, "why"), next: null);
        }

        (await _folder.RowsAsync("SELECT id, conversation, state, reason, ended_at FROM ended_turns")).Should().BeEquivalentTo(
            states.Select(state => $"{state}|{Id}|{state}|why|{Now.ToUnixTimeMilliseconds()}"));
    }

    [Fact]
    public async Task UnreadableTurn_FailsItsReaderOnly()
    {
        await _folder.Database.RunAsync(connection => connection.Execute("INSERT INTO open_turns VALUES (@0, '{')", Id.ToString()));

        await Turns.Awaiting(turns => turns.FindAsync(Id).WaitAsync(TimeSpan.FromSeconds(10))).Should().ThrowAsync<JsonException>();
        (await Turns.FindAsync(GraphHost.Unconnected).WaitAsync(TimeSpan.FromSeconds(10))).Should().BeNull();
    }
}
