namespace GptMessenger.Faults;

/// <summary>The object store works every now and then.</summary>
public sealed class FlakyStoreTests
{
    [Fact]
    public async Task HalfOfTheCallsAreRefused_NothingIsLost()
    {
        await using var world = await World.StartAsync();
        int refused = 0;
        world.Store.Before = _ => Task.FromResult(!Happens(2, ref refused));

        await AskTwiceAsync(world);
        world.Store.Before = _ => Task.FromResult(true);

        await world.ShouldEndFlawlessAsync(TimeSpan.FromSeconds(90));
        refused.Should().BeGreaterThan(world.Askers.Count);
    }

    [Fact]
    public async Task AnswersOfWritesAreLost_NothingIsStoredTwice()
    {
        await using var world = await World.StartAsync();
        int lost = 0;
        world.Store.After = call => Task.FromResult(!call.IsPut || !Happens(3, ref lost));

        await AskTwiceAsync(world);

        await world.ShouldEndFlawlessAsync(TimeSpan.FromSeconds(90));
        lost.Should().BeGreaterThan(world.Askers.Count);
    }

    private static Task AskTwiceAsync(World world) => Task.WhenAll(world.NewAskers(Scale.Of(30, 300)).Select(async asker =>
    {
        await asker.AskAsync();
        await asker.AskAsync();
    }));

    /// <summary>Once in so many times, and counts it.</summary>
    private static bool Happens(int once, ref int count)
    {
        bool happens = Random.Shared.Next(once) == 0;
        if (happens)
        {
            Interlocked.Increment(ref count);
        }

        return happens;
    }
}
