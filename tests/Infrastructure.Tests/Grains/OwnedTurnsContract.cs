using System.Text.Json;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Infrastructure.Grains;
using GptMessenger.Infrastructure.Tests.Rgw;

namespace GptMessenger.Infrastructure.Tests.Grains;

/// <summary>Where several nodes share one table: who slept must not write over what happened meanwhile.</summary>
public abstract class OwnedTurnsContract : TurnsContract
{
    private ITurnTable Sleeper => Turns;

    /// <summary>The same table, seen by another process.</summary>
    private protected abstract ITurnTable NewNode();

    [StoreFact]
    public async Task TurnThatAnotherNodeFound_IsThatNodes()
    {
        var other = NewNode();
        await Sleeper.SaveAsync(Id, Turn);

        (await other.IsOwnAsync(Id)).Should().BeFalse("asking takes nothing over");
        (await Sleeper.IsOwnAsync(Id)).Should().BeTrue();
        (await other.FindAsync(Id)).Should().BeEquivalentTo(Turn);
        (await other.IsOwnAsync(Id)).Should().BeTrue();
        (await Sleeper.IsOwnAsync(Id)).Should().BeFalse();

        await ShouldBeTakenOverAsync(sleeper => sleeper.SaveAsync(Id, Turn with { Failures = 9 }));
        await ShouldBeTakenOverAsync(sleeper => sleeper.EndAsync(Id, Turn, TurnEnd.Answered, next: null));
        await ShouldBeTakenOverAsync(sleeper => sleeper.EndAsync(Id, Turn, TurnEnd.Answered, Turn with { Id = "t2" }));
        (await Turns.FindEndedAsync("t1", default)).Should().BeNull();
        await other.SaveAsync(Id, Turn with { Failures = 3 });
        (await other.FindAsync(Id))!.Failures.Should().Be(3);
    }

    [StoreFact]
    public async Task TurnThatIsFoundAgain_ComesBack()
    {
        await Sleeper.SaveAsync(Id, Turn);
        await NewNode().FindAsync(Id);

        (await Sleeper.FindAsync(Id)).Should().BeEquivalentTo(Turn);

        await Sleeper.EndAsync(Id, Turn, TurnEnd.Answered, next: null);
        (await Turns.FindEndedAsync("t1", default)).Should().NotBeNull();
    }

    [StoreFact]
    public async Task TurnThatAnotherNodeOpened_IsThatNodes()
    {
        (await Sleeper.FindAsync(Id)).Should().BeNull();
        await NewNode().SaveAsync(Id, Turn);

        await ShouldBeTakenOverAsync(sleeper => sleeper.SaveAsync(Id, Turn with { Id = "t2" }));
    }

    [StoreFact]
    public async Task NodeThatSleptThroughATurn_IsToldSo()
    {
        var other = NewNode();
        await Sleeper.EndAsync(Id, Turn, TurnEnd.Answered, next: null);
        (await other.FindAsync(Id)).Should().BeNull();
        await other.SaveAsync(Id, Turn with { Id = "t2" });
        await other.EndAsync(Id, Turn with { Id = "t2" }, TurnEnd.Answered, next: null);

        await ShouldBeTakenOverAsync(sleeper => sleeper.SaveAsync(Id, Turn with { Id = "t3" }));

        (await Sleeper.FindAsync(Id)).Should().BeNull();
        await Sleeper.SaveAsync(Id, Turn with { Id = "t3" });
    }

    [StoreFact]
    public async Task UnreadableTurnOfAnotherNode_IsLeftToIt()
    {
        var other = NewNode();
        await WriteOpenAsync(Id.ToString(), "{");
        await other.Awaiting(turns => turns.FindAsync(Id)).Should().ThrowAsync<JsonException>();

        await Sleeper.PutAsideAsync(Id, "bad1");
        (await ReadEndedAsync("bad1")).Should().BeNull();
        await other.PutAsideAsync(Id, "bad2");

        (await ReadEndedAsync("bad2")).Should().NotBeNull();
        await ShouldBeTakenOverAsync(sleeper => sleeper.SaveAsync(Id, Turn));
    }

    [StoreFact]
    public async Task ReopenedTurn_IsWhoReopenedIts()
    {
        var other = NewNode();
        await Sleeper.EndAsync(Id, Turn, new TurnEnd(TurnState.DeadLetter), next: null);

        (await other.ReopenAsync(Id, Turn)).Should().BeTrue();

        await ShouldBeTakenOverAsync(sleeper => sleeper.SaveAsync(Id, Turn));
        await other.SaveAsync(Id, Turn);
    }

    [StoreFact]
    public async Task OfManyNodes_OneOwnsTheTurnAndOneReopensIt()
    {
        var nodes = Enumerable.Range(0, 8).Select(_ => NewNode()).ToList();
        await Turns.EndAsync(Id, Turn, new TurnEnd(TurnState.DeadLetter), next: null);

        bool[] reopened = await Task.WhenAll(nodes.Select(node => node.ReopenAsync(Id, Turn)));
        await Task.WhenAll(nodes.Select(node => node.FindAsync(Id)));
        var saved = await Task.WhenAll(nodes.Select(async node =>
        {
            try
            {
                await node.SaveAsync(Id, Turn);
                return true;
            }
            catch (TurnTakenOverException)
            {
                return false;
            }
        }));

        reopened.Should().ContainSingle(was => was);
        saved.Should().ContainSingle(was => was);
    }

    private Task ShouldBeTakenOverAsync(Func<ITurnTable, Task> act) => Sleeper.Awaiting(act).Should().ThrowAsync<TurnTakenOverException>();
}
