namespace GptMessenger.Faults;

/// <summary>The machine is suspended, and goes on as if nothing had been.</summary>
public sealed class FreezeTests
{
    [Fact]
    public async Task FrozenForTenSecondsInTheMiddleOfEverything_AnswersEachQuestionOnce()
    {
        await using var world = await World.StartAsync();
        var askers = world.NewAskers(Scale.Of(40, 200));
        var asked = new Halt();
        world.BeforeAnswer = _ => asked.ArriveAsync();
        await Task.WhenAll(askers.Take(askers.Count / 2).Select(asker => asker.AskAsync()));
        await asked.ReachedAsync(askers.Count / 2, "the model");

        await world.Product.FreezeAsync();
        asked.Open();
        var meanwhile = Task.WhenAll(askers.Skip(askers.Count / 2).Select(asker => asker.AskAsync()));
        await Task.Delay(TimeSpan.FromSeconds(10));
        meanwhile.IsCompleted.Should().BeFalse("a frozen process acknowledges nothing");
        await world.Product.ThawAsync();

        await meanwhile;
        await world.ShouldEndFlawlessAsync();
    }
}
