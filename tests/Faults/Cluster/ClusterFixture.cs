using GptMessenger.Testing;
using Npgsql;
using StackExchange.Redis;

namespace GptMessenger.Faults.Cluster;

/// <summary>Three nodes on one real server, for the tests of a class, one after the other; at its end nothing may be left open.</summary>
public abstract class ClusterFixture(string kind, ServerProcess server, string connection, string? missingReason) : IAsyncLifetime
{
    public const int Nodes = 3;

    private World? _world;

    public ServerProcess Server { get; } = server;

    internal World World => _world!;

    public async Task InitializeAsync()
    {
        if (missingReason is null)
        {
            await Server.StartAsync();
            _world = await World.StartAsync(
                _ =>
                [
                    ("CLUSTER", kind), ("CLUSTER_CONNECTION", connection),
                    ("SILO_PORT", $"{Ports.Free()}"), ("GATEWAY_PORT", $"{Ports.Free()}"),
                ],
                Nodes);
            _world.OpenTurns = OpenTurns;
        }
    }

    public async Task DisposeAsync()
    {
        try
        {
            (_world is null ? [] : await _world.EndAsync()).Should().BeEmpty();
        }
        finally
        {
            await (_world?.DisposeAsync() ?? ValueTask.CompletedTask);
            await Server.StopAsync();
        }
    }

    protected abstract IReadOnlyList<string> OpenTurns();
}

public sealed class RedisCluster : ClusterFixture
{
    private readonly string _connection;

    public RedisCluster()
        : this(RealRedis.NewServer())
    {
    }

    private RedisCluster(ServerProcess server)
        : base("redis", server, RealRedis.Connection(server.Port), RealRedis.MissingReason) => _connection = RealRedis.Connection(server.Port);

    protected override IReadOnlyList<string> OpenTurns()
    {
        using var redis = ConnectionMultiplexer.Connect(_connection);
        return [.. redis.GetDatabase().SortedSetRangeByRank("{gpt-messenger}:open").Select(turn => (string)turn!)];
    }
}

public sealed class PostgresCluster : ClusterFixture
{
    private readonly string _connection;

    public PostgresCluster()
        : this(RealPostgres.NewServer())
    {
    }

    private PostgresCluster(ServerProcess server)
        : base("postgres", server, RealPostgres.Connection(server.Port), RealPostgres.MissingReason) => _connection = RealPostgres.Connection(server.Port);

    protected override IReadOnlyList<string> OpenTurns()
    {
        using var source = NpgsqlDataSource.Create(_connection);
        using var command = source.CreateCommand("select conversation from gptm_open_turns where turn is not null");
        using var reader = command.ExecuteReader();
        var open = new List<string>();
        while (reader.Read())
        {
            open.Add(reader.GetString(0));
        }

        return open;
    }
}
