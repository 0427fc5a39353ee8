using GptMessenger.Testing;
using Microsoft.AspNetCore.Http;

namespace GptMessenger.Faults;

/// <summary>The page's token is dead: nobody is answered, and nobody is forgotten.</summary>
public sealed class DeadTokenTests
{
    [Fact]
    public async Task TokenIsDeadUntilTheNextStart_EverybodyIsAnsweredThen()
    {
        await using var world = await World.StartAsync();
        var askers = world.NewAskers(10);
        world.Outside.BeforeSend = (_, _) => Task.FromResult<IResult?>(Outside.GraphError(190, 463, StatusCodes.Status401Unauthorized));
        await Task.WhenAll(askers.Select(asker => asker.AskAsync()));
        await Wait.UntilAsync(
            () => world.Product.Output.Contains($"Page {Product.Page} cannot send", StringComparison.Ordinal) ? null : "the alarm in the log", TimeSpan.FromSeconds(40));
        world.Outside.Sends.Should().BeEmpty();

        await world.KillAsync();
        world.Outside.BeforeSend = (_, _) => Task.FromResult<IResult?>(null);
        await world.StartAgainAsync();

        await world.ShouldEndFlawlessAsync();
    }
}
