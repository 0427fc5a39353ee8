using System.Collections.Concurrent;

namespace GptMessenger.Faults;

/// <summary>Messenger delivers again what it is not sure of, late and in any order.</summary>
public sealed class RedeliveryTests
{
    private const int QuestionsEach = 3;
    private const int Deliverers = 16;

    [Fact]
    public async Task DeliveredUpToFiveTimesShuffledWithKillsInBetween_AnswersEachQuestionOnce()
    {
        await using var world = await World.StartAsync();
        var askers = world.NewAskers(Scale.Of(300, 2000));
        var again = new ConcurrentQueue<(Asker Asker, Question Question)>();
        int taken = 0, total = askers.Count * QuestionsEach;
        var killing = KillAsync(world, () => Volatile.Read(ref taken), total, kills: Scale.Of(3, 12));

        for (int round = 0; round < QuestionsEach; round++)
        {
            await Parallel.ForEachAsync(askers, new ParallelOptions { MaxDegreeOfParallelism = Deliverers }, async (asker, _) =>
            {
                var question = asker.Think();
                await asker.DeliverUntilTakenAsync(question);
                Interlocked.Increment(ref taken);
                for (int copies = Random.Shared.Next(5); copies > 0; copies--)
                {
                    again.Enqueue((asker, question));
                }

                if (again.Count > total / 4 && again.TryDequeue(out var earlier))
                {
                    await earlier.Asker.DeliverAsync(earlier.Question);
                }
            });
        }

        await killing;
        var rest = again.ToArray();
        Random.Shared.Shuffle(rest);
        await Parallel.ForEachAsync(rest, new ParallelOptions { MaxDegreeOfParallelism = Deliverers }, async (copy, _) => await copy.Asker.DeliverUntilTakenAsync(copy.Question));
        await world.ShouldEndFlawlessAsync(TimeSpan.FromSeconds(120));
    }

    /// <summary>Kills and starts again each time a share of the questions was taken.</summary>
    private static async Task KillAsync(World world, Func<int> taken, int total, int kills)
    {
        for (int kill = 1; kill <= kills; kill++)
        {
            int when = total * kill / (kills + 1);
            await Wait.UntilAsync(() => taken() < when ? $"{when} questions taken, there are {taken()}" : null, TimeSpan.FromMinutes(5));
            await world.KillAndStartAgainAsync();
        }
    }
}
