using GptMessenger.Infrastructure.Redis;
using GptMessenger.Infrastructure.Tests.Servers;
using GptMessenger.Infrastructure.Tests.Storage;
using StackExchange.Redis;

namespace GptMessenger.Infrastructure.Tests.Redis;

[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsRedisAttribute() : NeedsServerAttribute(RedisFixture.MissingReason);

/// <summary>One Redis for all tests of a run; each begins with an empty one.</summary>
public sealed class RedisFixture : IAsyncLifetime
{
    private readonly ServerProcess _server = new("redis.sh", async port => await (await ConnectionMultiplexer.ConnectAsync(Text(port))).DisposeAsync());

    public static string? MissingReason { get; } = ServerProcess.MissingReason(
        "redis-server", (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "redis-server"))));

    public string Connection => Text(_server.Port);

    public Task InitializeAsync() => MissingReason is null ? _server.StartAsync() : Task.CompletedTask;

    public Task DisposeAsync() => _server.StopAsync();

    /// <summary>The product's own connection, to an empty database.</summary>
    internal async Task<RedisServer> OpenEmptyAsync()
    {
        var redis = new RedisServer(RedisConnection.Read(Connection), new RecordedLog<RedisServer>());
        await redis.OpenAsync(default);
        await redis.RunAsync(database => database.ExecuteAsync("FLUSHDB"));
        return redis;
    }

    private static string Text(int port) => $"127.0.0.1:{port}";
}

[CollectionDefinition(Name)]
public sealed class SharedRedis : ICollectionFixture<RedisFixture>
{
    public const string Name = "real redis";
}
