using System.Diagnostics;
using GptMessenger.Testing;

namespace GptMessenger.Faults.Cluster;

public sealed class RedisFactAttribute : FactAttribute
{
    public RedisFactAttribute() => Skip = RealRedis.MissingReason;
}

public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = RealPostgres.MissingReason;
}

public sealed class RedisClusterTests(RedisCluster cluster) : ClusterTests(cluster), IClassFixture<RedisCluster>
{
    [RedisFact]
    public Task RedisNodeKilled_NothingIsLostAndItsConversationsAnswerWithinTwentySeconds() => KillANodeAsync();

    [RedisFact]
    public Task RedisNodeFrozenForTenSeconds_NothingIsLostOrDoneTwice() => FreezeANodeAsync();

    [RedisFact]
    public Task RedisRestarted_NothingIsLostOrDoneTwice() => RestartTheServerAsync();
}

public sealed class PostgresClusterTests(PostgresCluster cluster) : ClusterTests(cluster), IClassFixture<PostgresCluster>
{
    [PostgresFact]
    public Task PostgresNodeKilled_NothingIsLostAndItsConversationsAnswerWithinTwentySeconds() => KillANodeAsync();

    [PostgresFact]
    public Task PostgresNodeFrozenForTenSeconds_NothingIsLostOrDoneTwice() => FreezeANodeAsync();

    [PostgresFact]
    public Task PostgresRestarted_NothingIsLostOrDoneTwice() => RestartTheServerAsync();
}

/// <summary>Messages come to all nodes, shuffled and repeated, while something happens to one of them or to what holds them together.</summary>
public abstract class ClusterTests(ClusterFixture cluster)
{
    private const int Victim = 1;
    private const int Deliverers = 16;

    private readonly World _world = cluster.World;

    protected async Task KillANodeAsync()
    {
        // Idle conversations, some of them on the node that dies, and others in the middle of something there.
        var idle = _world.NewAskers(Scale.Of(40, 400));
        await AskAllAsync(idle);
        await Task.WhenAll(idle.Select(asker => asker.SettledAsync()));
        var traffic = _world.NewAskers(Scale.Of(100, 1000));
        var asking = AskInPiecesAsync(traffic, questions: 3, piece => piece == 1 ? _world.KillAsync(Victim) : Task.CompletedTask);
        await Wait.UntilAsync(() => _world.Nodes[Victim]!.HasEnded ? null : "the node's death", TimeSpan.FromSeconds(60));

        var clock = Stopwatch.StartNew();
        await Task.WhenAll(idle.Select(async asker =>
        {
            await asker.AskAsync();
            await asker.SettledAsync();
        }));
        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(20), "that is when a dead node's conversations answer again");
        await asking;
        await Task.WhenAll(traffic.Select(asker => asker.SettledAsync()));
        await _world.StartAgainAsync(Victim);
    }

    protected async Task FreezeANodeAsync()
    {
        var askers = _world.NewAskers(Scale.Of(100, 1000));
        var thaw = Task.CompletedTask;
        await AskInPiecesAsync(askers, questions: 3, async piece =>
        {
            if (piece == 1)
            {
                await _world.Nodes[Victim]!.FreezeAsync();
                thaw = ThawLaterAsync();
            }
        });
        await thaw;

        // A node that finds itself given up by the others may end; whoever runs it starts it again.
        await Wait.UntilAsync(
            () => askers.FirstOrDefault(asker => Referee.Findings(_world, asker).Count > 0) is { } open ? string.Join('\n', Referee.Findings(_world, open)) : null,
            World.Promised);
        if (_world.Nodes[Victim]!.HasEnded)
        {
            await _world.StartAgainAsync(Victim);
        }
    }

    protected async Task RestartTheServerAsync()
    {
        var askers = _world.NewAskers(Scale.Of(100, 1000));
        var restart = Task.CompletedTask;
        await AskInPiecesAsync(askers, questions: 3, piece =>
        {
            restart = piece == 1 ? cluster.Server.RestartAsync() : restart;
            return Task.CompletedTask;
        });
        await restart;
        await Task.WhenAll(askers.Select(asker => asker.SettledAsync(TimeSpan.FromSeconds(90))));
        _world.Nodes.Should().OnlyContain(node => !node!.HasEnded);
    }

    private async Task ThawLaterAsync()
    {
        await Task.Delay(TimeSpan.FromSeconds(10));
        await _world.Nodes[Victim]!.ThawAsync();
    }

    private static Task AskAllAsync(IReadOnlyList<Asker> askers) =>
        Parallel.ForEachAsync(askers, new ParallelOptions { MaxDegreeOfParallelism = Deliverers }, async (asker, _) => await asker.AskAsync());

    /// <summary>Everybody asks, then asks again, and half of it is delivered again, to whichever node; <paramref name="inTheMiddle"/> of each piece something happens.</summary>
    private static async Task AskInPiecesAsync(IReadOnlyList<Asker> askers, int questions, Func<int, Task> inTheMiddle)
    {
        for (int piece = 0; piece < questions; piece++)
        {
            int taken = 0;
            var order = askers.ToArray();
            Random.Shared.Shuffle(order);
            await Parallel.ForEachAsync(order, new ParallelOptions { MaxDegreeOfParallelism = Deliverers }, async (asker, _) =>
            {
                var question = asker.Think();
                await asker.DeliverUntilTakenAsync(question);
                if (Interlocked.Increment(ref taken) == askers.Count / 2)
                {
                    await inTheMiddle(piece);
                }

                var earlier = asker.Asked[Random.Shared.Next(asker.Asked.Count)];
                if (earlier != question || Random.Shared.Next(2) == 0)
                {
                    await asker.DeliverAsync(earlier);
                }
            });
        }
    }
}
