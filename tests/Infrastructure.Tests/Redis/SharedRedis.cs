using GptMessenger.Infrastructure.Redis;
using GptMessenger.Infrastructure.Tests.Servers;
using GptMessenger.Infrastructure.Tests.Storage;
using GptMessenger.Testing;

namespace GptMessenger.Infrastructure.Tests.Redis;

[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsRedisAttribute() : NeedsServerAttribute(RealRedis.MissingReason);

/// <summary>One Redis for all tests of a run; each begins with an empty one.</summary>
public sealed class RedisFixture : IAsyncLifetime
{
    private readonly ServerProcess _server = RealRedis.NewServer();

    public string Connection => RealRedis.Connection(_server.Port);

    public Task InitializeAsync() => RealRedis.MissingReason is null ? _server.StartAsync() : Task.CompletedTask;

    public Task DisposeAsync() => _server.StopAsync();

    /// <summary>The product's own connection, to an empty database.</summary>
    internal async Task<RedisServer> OpenEmptyAsync()
    {
        var redis = new RedisServer(RedisConnection.Read(Connection), new RecordedLog<RedisServer>());
        await redis.OpenAsync(default);
        await redis.RunAsync(database => database.ExecuteAsync("FLUSHDB"));
        return redis;
    }
}

[CollectionDefinition(Name)]
public sealed class SharedRedis : ICollectionFixture<RedisFixture>
{
    public const string Name = "real redis";
}
