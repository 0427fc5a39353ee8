using GptMessenger.Application.Conversations;
using GptMessenger.Infrastructure.Grains;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace GptMessenger.Infrastructure.Redis;

/// <summary>The one connection of the engine's tables; it comes back by itself after Redis was away.</summary>
internal sealed partial class RedisServer(ConfigurationOptions options, ILogger<RedisServer> logger) : IEngineMemory, IAsyncDisposable
{
    // One slot for all keys, so that a script may change several of them on a Redis Cluster too.
    private const string Prefix = "{gpt-messenger}:";

    private ConnectionMultiplexer? _connection;

    public static RedisKey Key(string name) => Prefix + name;

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        var start = options.Clone();
        start.AbortOnConnectFail = true;
        start.AllowAdmin = true; // only to ask for one setting
        string where = string.Join(", ", options.EndPoints);
        try
        {
            _connection = await ConnectionMultiplexer.ConnectAsync(start);
            await _connection.GetDatabase().PingAsync();
        }
        catch (Exception e) when (IsRefusal(e))
        {
            // The exception's own text repeats the whole state of the client.
            throw new StoreUnavailableException(
                $"Redis at {where} cannot be used. Is it running, and are the password and TLS in CLUSTER_CONNECTION right? ({Reason(e)})", e);
        }

        await WarnIfForgetfulAsync();
    }

    /// <exception cref="StoreUnavailableException">Redis does not answer, or refuses; the change may have happened.</exception>
    public async Task<T> RunAsync<T>(Func<IDatabase, Task<T>> work)
    {
        try
        {
            return await work((_connection ?? throw new StoreUnavailableException("Redis is not connected yet.")).GetDatabase());
        }
        catch (Exception e) when (IsRefusal(e))
        {
            throw new StoreUnavailableException($"Redis does not answer as it should: {Reason(e)}", e);
        }
    }

    public ValueTask DisposeAsync() => _connection?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task WarnIfForgetfulAsync()
    {
        try
        {
            var answer = await _connection!.GetDatabase().ExecuteAsync("CONFIG", "GET", "appendonly");
            if (answer.Length == 2 && (string?)answer[1] == "no")
            {
                LogForgetful();
            }
        }
        catch (Exception e) when (IsRefusal(e))
        {
            // Hosting services forbid the question; how durable they are stands in their contract.
        }
    }

    private static bool IsRefusal(Exception e) => e is RedisException or RedisCommandException or TimeoutException or ObjectDisposedException;

    private static string Reason(Exception e) => e switch
    {
        RedisConnectionException connection => connection.FailureType.ToString(),
        RedisServerException => e.Message,
        RedisTimeoutException or TimeoutException => "it took too long",
        _ => e.GetType().Name,
    };

    [LoggerMessage(LogLevel.Warning, "Redis keeps its data in memory only: when it stops, open turns are forgotten and their customers not answered. Set 'appendonly yes' in redis.conf")]
    private partial void LogForgetful();
}
