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

    private readonly FakeTimeProvider _clock = new(Now);

    private LocalTurns Turns => new(_folder.Database, _clock);

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
    public async Task EveryEnd_IsListedByItsState_NewestFirst()
    {
        foreach (var state in Enum.GetValues<TurnState>())
        {
            await Turns.SaveAsync(Id, _turn with { Id = $"{state}-1" });
            await Turns.EndAsync(Id, _turn with { Id = $"{state}-1" }, new TurnEnd(state, "why"), next: null);
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Turns.EndAsync(GraphHost.Unconnected, _turn with { Id = $"{state}-2" }, new TurnEnd(state), next: null);
        }

        foreach (var state in Enum.GetValues<TurnState>())
        {
            var listed = await Turns.ListAsync(new TurnFilter(state, 10), default);
            listed.Select(record => record.Turn.Id).Should().Equal($"{state}-2", $"{state}-1");
            listed[1].Should().Match<TurnRecord>(record => record.Conversation == Id && record.End == new TurnEnd(state, "why") && record.EndedAt >= Now);
            (await Turns.ListAsync(new TurnFilter(state, 10, Before: listed[0].EndedAt), default)).Should().ContainSingle();
            (await Turns.ListAsync(new TurnFilter(state, 1), default)).Should().ContainSingle();
            (await Turns.FindEndedAsync($"{state}-1", default)).Should().BeEquivalentTo(listed[1]);
        }

        (await Turns.FindEndedAsync("another", default)).Should().BeNull();
    }

    [Fact]
    public async Task AnsweredTurn_KeepsNoText_ADeadLetterDoes()
    {
        await Turns.EndAsync(Id, _turn with { Id = "a" }, TurnEnd.Answered, next: null);
        await Turns.EndAsync(Id, _turn with { Id = "d" }, new TurnEnd(TurnState.DeadLetter), next: null);

        (await Turns.FindEndedAsync("a", default))!.Turn.Parts.Should().BeEmpty();
        (await Turns.FindEndedAsync("d", default))!.Turn.Parts.Should().HaveCount(2);
    }

    [Fact]
    public async Task OpenTurns_AreListed_ABrokenRowHidesNoOther()
    {
        await Turns.SaveAsync(Id, _turn);
        await Turns.SaveAsync(GraphHost.Unconnected, _turn with { Id = "t2", OpenedAt = Now.AddSeconds(1) });
        await _folder.Database.RunAsync(connection => connection.Execute("INSERT INTO open_turns (conversation, opened_at, turn) VALUES ('t/facebook/1/2', 0, '{')"));

        TenantId.TryParse("nobody", out var nobody).Should().BeTrue();
        (await Turns.ListAsync(new TurnFilter(State: null, 10), default)).Select(record => (record.Turn.Id, record.End)).Should().Equal(("t2", null), ("t1", null));
        (await Turns.ListAsync(new TurnFilter(State: null, 10, Tenant: Id.Tenant), default)).Should().Contain(record => record.Conversation == Id);
        (await Turns.ListAsync(new TurnFilter(State: null, 10, Tenant: nobody), default)).Should().BeEmpty();
    }

    [Fact]
    public async Task DeadLetter_IsReopenedOnce_AndNeverOverAnOpenTurn()
    {
        await Turns.EndAsync(Id, _turn, new TurnEnd(TurnState.DeadLetter, "why"), next: new Turn("t2", Now, "k1"));

        (await Turns.ReopenAsync(Id, _turn)).Should().BeFalse("another turn is open");
        (await Turns.FindEndedAsync("t1", default)).Should().NotBeNull();

        await Turns.EndAsync(Id, new Turn("t2", Now, "k1"), TurnEnd.Answered, next: null);
        var again = _turn.Again(Now.AddMinutes(1), "k7");
        (await Turns.ReopenAsync(Id, again)).Should().BeTrue();
        (await Turns.FindAsync(Id)).Should().BeEquivalentTo(again);
        (await Turns.FindEndedAsync("t1", default)).Should().BeNull();
        (await Turns.ReopenAsync(Id, _turn)).Should().BeFalse();
    }

    [Fact]
    public async Task OldEnds_AreForgotten_DeadLettersAreNot()
    {
        await Turns.EndAsync(Id, _turn with { Id = "old" }, TurnEnd.Answered, next: null);
        await Turns.EndAsync(Id, _turn with { Id = "dead" }, new TurnEnd(TurnState.DeadLetter), next: null);
        _clock.Advance(TimeSpan.FromDays(31));
        var turns = Turns;
        for (int i = 0; i < 100; i++)
        {
            await turns.EndAsync(Id, _turn with { Id = $"new{i}" }, TurnEnd.Answered, next: null);
        }

        (await turns.FindEndedAsync("old", default)).Should().BeNull();
        (await turns.FindEndedAsync("dead", default)).Should().NotBeNull();
        (await turns.FindEndedAsync("new0", default)).Should().NotBeNull();
    }

    [Fact]
    public async Task UnreadableTurn_FailsItsReaderOnly()
    {
        await _folder.Database.RunAsync(connection => connection.Execute("INSERT INTO open_turns (conversation, opened_at, turn) VALUES (@0, 0, '{')", Id.ToString()));

        await Turns.Awaiting(turns => turns.FindAsync(Id).WaitAsync(TimeSpan.FromSeconds(10))).Should().ThrowAsync<JsonException>();
        (await Turns.FindAsync(GraphHost.Unconnected).WaitAsync(TimeSpan.FromSeconds(10))).Should().BeNull();
    }
}
