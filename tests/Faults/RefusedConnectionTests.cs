using GptMessenger.Testing;

namespace GptMessenger.Faults;

/// <summary>Graph cannot be reached at all: what was certainly not sent need not be looked for.</summary>
public sealed class RefusedConnectionTests
{
    [Fact]
    public async Task GraphRefusesConnectionsAcrossAKill_EverybodyIsAnsweredOnce()
    {
        await using var graph = await Outside.StartAsync();
        await using var door = new Doorway(graph.Address);
        await using var world = await World.StartAsync(graph, ("GRAPH_ENDPOINT", door.Address));
        var askers = world.NewAskers(10);
        door.Shut();

        await Task.WhenAll(askers.Select(asker => asker.AskAsync()));
        await Wait.UntilAsync(() => world.Product.Output.Split("Graph could not be reached").Length > askers.Count ? null : "every send tried once", TimeSpan.FromSeconds(40));
        await world.KillAsync();
        door.Open();
        await world.StartAgainAsync();

        await world.ShouldEndFlawlessAsync();
    }

    [Fact]
    public async Task GraphResetsConnectionsUnread_TheThreadIsReadAndEverybodyAnsweredOnce()
    {
        await using var graph = await Outside.StartAsync();
        await using var door = new Doorway(graph.Address);
        await using var world = await World.StartAsync(graph, ("GRAPH_ENDPOINT", door.Address));
        var askers = world.NewAskers(10);
        door.Slam();

        await Task.WhenAll(askers.Select(asker => asker.AskAsync()));
        await Wait.UntilAsync(() => world.Product.Output.Split("A send is in doubt").Length > askers.Count ? null : "every send in doubt", TimeSpan.FromSeconds(40));
        door.Open();

        await world.ShouldEndFlawlessAsync();
        door.Slammed.Should().BeGreaterThan(0);
    }
}
