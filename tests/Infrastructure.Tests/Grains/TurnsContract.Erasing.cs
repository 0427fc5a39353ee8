using GptMessenger.Application.Replies;
using GptMessenger.Domain.Replies;
using GptMessenger.Infrastructure.Tests.Rgw;

namespace GptMessenger.Infrastructure.Tests.Grains;

/// <summary>All of one conversation's turns, to be shown and to be forgotten.</summary>
public abstract partial class TurnsContract
{
    [StoreFact]
    public async Task TurnsOfAConversation_AreThoseThatEndedAndTheOpenOne()
    {
        await Turns.EndAsync(Id, Turn, TurnEnd.Answered, next: null);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Turns.EndAsync(Id, Turn with { Id = "t2" }, new TurnEnd(TurnState.DeadLetter, "why"), new Turn("t3", Now, "k1"));
        await Turns.SaveAsync(Other, Turn with { Id = "t4" });

        var turns = await Turns.OfAsync(Id, default);

        turns.Select(record => (record.Turn.Id, record.End?.State)).Should().Equal(("t1", TurnState.Answered), ("t2", TurnState.DeadLetter), ("t3", null));
        turns.Should().OnlyContain(record => record.Conversation == Id);
    }

    [StoreFact]
    public async Task ErasedConversation_HasNoTurns_AndOthersKeepTheirs()
    {
        foreach (var conversation in new[] { Id, Other })
        {
            string name = conversation == Id ? "mine" : "other";
            await Turns.EndAsync(conversation, Turn with { Id = $"{name}-1" }, TurnEnd.Answered, next: null);
            await Turns.EndAsync(conversation, Turn with { Id = $"{name}-2" }, new TurnEnd(TurnState.DeadLetter, "why"), new Turn($"{name}-3", Now, "k1"));
        }

        (await Turns.EraseAsync(Id)).Should().Be(3);
        (await Turns.EraseAsync(Id)).Should().Be(0);

        await RestartAsync();
        (await Turns.OfAsync(Id, default)).Should().BeEmpty();
        (await Turns.FindAsync(Id)).Should().BeNull();
        (await Turns.FindEndedAsync("mine-2", default)).Should().BeNull();
        (await Turns.ListAsync(new TurnFilter(TurnState.DeadLetter, 10), default)).Select(record => record.Turn.Id).Should().Equal("other-2");
        (await Turns.OfAsync(Other, default)).Should().HaveCount(3);
    }
}
