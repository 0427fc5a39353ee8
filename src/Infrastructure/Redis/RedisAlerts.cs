using GptMessenger.Application.Alerts;
using GptMessenger.Domain.Conversations;
using StackExchange.Redis;

namespace GptMessenger.Infrastructure.Redis;

/// <summary>Alerts on their way, in Redis: a hash with all of them, and a sorted set that names them by the time when they are due. There are few.</summary>
internal sealed class RedisAlerts(RedisServer redis) : IAlertOutbox
{
    private static readonly RedisKey[] Keys = [RedisServer.Key("alerts"), RedisServer.Key("alerts:due")];

    /// <summary>ARGV id, alert, due.</summary>
    private const string Add = """
        if redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[2]) == 1 then redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1]) end
        return 1
        """;

    /// <summary>ARGV id, alert, due.</summary>
    private const string Save = """
        if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 1 then
          redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
          redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1])
        end
        return 1
        """;

    /// <summary>ARGV now, until, limit.</summary>
    private const string Take = """
        local taken = {}
        for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])) do
          redis.call('ZADD', KEYS[2], ARGV[2], id)
          local alert = redis.call('HGET', KEYS[1], id)
          if alert then table.insert(taken, alert) else redis.call('ZREM', KEYS[2], id) end
        end
        return taken
        """;

    /// <summary>ARGV ids.</summary>
    private const string Remove = """
        local count = 0
        for _, id in ipairs(ARGV) do
          count = count + redis.call('HDEL', KEYS[1], id)
          redis.call('ZREM', KEYS[2], id)
        end
        return count
        """;

    public Task AddAsync(Alert alert, CancellationToken cancellationToken) => WriteAsync(Add, alert);

    public async Task<IReadOnlyList<Alert>> TakeDueAsync(DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken)
    {
        var taken = await redis.RunAsync(database =>
            database.ScriptEvaluateAsync(Take, Keys, [now.ToUnixTimeMilliseconds(), until.ToUnixTimeMilliseconds(), limit]));
        return [.. ((string[])taken!).Select(AlertJson.Read).OfType<Alert>()];
    }

    public Task SaveAsync(Alert alert, CancellationToken cancellationToken) => WriteAsync(Save, alert);

    public Task RemoveAsync(Alert alert, CancellationToken cancellationToken) => RemoveAsync([alert.Id]);

    public async Task<int> EraseAsync(ConversationId conversation, CancellationToken cancellationToken)
    {
        var all = await redis.RunAsync(database => database.HashGetAllAsync(Keys[0]));
        RedisValue[] ids = [.. all.Where(entry => AlertJson.Read(entry.Value.ToString())?.Conversation == conversation).Select(entry => entry.Name)];
        return ids.Length == 0 ? 0 : await RemoveAsync(ids);
    }

    private async Task<int> RemoveAsync(RedisValue[] ids) => (int)await redis.RunAsync(database => database.ScriptEvaluateAsync(Remove, Keys, ids));

    private Task<RedisResult> WriteAsync(string script, Alert alert) => redis.RunAsync(database =>
        database.ScriptEvaluateAsync(script, Keys, [alert.Id, AlertJson.Write(alert), alert.DueAt.ToUnixTimeMilliseconds()]));
}
