using GptMessenger.Application.Spending;
using GptMessenger.Domain.Conversations;
using StackExchange.Redis;

namespace GptMessenger.Infrastructure.Redis;

/// <summary>What models cost: a number for each tenant, period and unit, and a hash of what is held. Scripts change them, because Redis runs a script as a whole.</summary>
internal sealed class RedisSpending(RedisServer redis) : ISpending
{
    // A customer's count is of no use after its hour.
    private static readonly TimeSpan CountKept = TimeSpan.FromHours(1);

    /// <summary>
    /// KEYS held, spent today, spent this month, the customer's answers. ARGV id, day, month, amount, now (ms), until (ms), day's limit or '', month's limit or '',
    /// answers an hour or '', how long these are kept (ms), the hour.
    /// </summary>
    private const string Reserve = """
        local today, month, all = 0, 0, redis.call('HGETALL', KEYS[1])
        for i = 1, #all, 2 do
          local amount, ends, day = string.match(all[i + 1], '^(%d+) (%d+) (.+)$')
          if tonumber(ends) < tonumber(ARGV[5]) then
            redis.call('HDEL', KEYS[1], all[i])
          else
            if day == ARGV[2] then today = today + tonumber(amount) end
            if string.sub(day, 1, #ARGV[3]) == ARGV[3] then month = month + tonumber(amount) end
          end
        end
        if ARGV[7] ~= '' and today + tonumber(redis.call('GET', KEYS[2]) or 0) + tonumber(ARGV[4]) > tonumber(ARGV[7]) then return 'Day' end
        if ARGV[8] ~= '' and month + tonumber(redis.call('GET', KEYS[3]) or 0) + tonumber(ARGV[4]) > tonumber(ARGV[8]) then return 'Month' end
        if ARGV[9] ~= '' then
          local answers = redis.call('HGET', KEYS[4], 'hour') == ARGV[11] and tonumber(redis.call('HGET', KEYS[4], 'answers')) or 0
          if answers >= tonumber(ARGV[9]) then return 'Customer' end
          redis.call('HSET', KEYS[4], 'hour', ARGV[11], 'answers', answers + 1)
          redis.call('PEXPIRE', KEYS[4], ARGV[10])
        end
        redis.call('HSET', KEYS[1], ARGV[1], ARGV[4] .. ' ' .. ARGV[6] .. ' ' .. ARGV[2])
        return false
        """;

    /// <summary>KEYS held, spent today, spent this month, the day's numbers. ARGV id, amount, how long it is kept (ms), then fields and values.</summary>
    private const string Settle = """
        redis.call('HDEL', KEYS[1], ARGV[1])
        for i = 2, 3 do
          redis.call('INCRBY', KEYS[i], ARGV[2])
          redis.call('PEXPIRE', KEYS[i], ARGV[3])
        end
        for i = 4, #ARGV, 2 do redis.call('HINCRBY', KEYS[4], ARGV[i], ARGV[i + 1]) end
        redis.call('PEXPIRE', KEYS[4], ARGV[3])
        return 1
        """;

    /// <summary>KEYS held, the customer's answers. ARGV id, whether it counted as an answer, the hour.</summary>
    private const string Release = """
        if redis.call('HDEL', KEYS[1], ARGV[1]) == 1 and ARGV[2] == '1' and redis.call('HGET', KEYS[2], 'hour') == ARGV[3] then
          redis.call('HINCRBY', KEYS[2], 'answers', -1)
        end
        return 1
        """;

    public async Task<SpendLimit?> ReserveAsync(PlannedCall call, SpendLimits limits, CancellationToken cancellationToken)
    {
        var reached = await redis.RunAsync(database => database.ScriptEvaluateAsync(
            Reserve,
            [Held(call), Spent(call.Conversation.Tenant, call.Day.Day, call.Day.Unit), Spent(call.Conversation.Tenant, call.Day.Month, call.Day.Unit), Answers(call.Conversation)],
            [
                call.Id, call.Day.Day, call.Day.Month, call.Amount, call.At.ToUnixTimeMilliseconds(), call.HeldUntil.ToUnixTimeMilliseconds(),
                Millionths(limits.PerDay), Millionths(limits.PerMonth), call.IsAnswer && limits.AnswersPerHour is { } answers ? answers : "", (long)CountKept.TotalMilliseconds, call.Hour,
            ]));
        return reached.IsNull ? null : Enum.Parse<SpendLimit>((string)reached!);
    }

    public Task SettleAsync(PlannedCall call, CallCost cost, CancellationToken cancellationToken) => redis.RunAsync(database => database.ScriptEvaluateAsync(
        Settle,
        [
            Held(call), Spent(call.Conversation.Tenant, call.Day.Day, call.Day.Unit), Spent(call.Conversation.Tenant, call.Day.Month, call.Day.Unit),
            RedisNumbers.Day(call.Conversation.Tenant, call.Day.Date),
        ],
        [call.Id, cost.Amount, (long)RedisNumbers.Kept.TotalMilliseconds, .. RedisNumbers.Fields(call.Conversation.Page, cost.Figures)]));

    public Task ReleaseAsync(PlannedCall call, CancellationToken cancellationToken) =>
        redis.RunAsync(database => database.ScriptEvaluateAsync(Release, [Held(call), Answers(call.Conversation)], [call.Id, call.IsAnswer, call.Hour]));

    public async Task<Spent> ReadAsync(TenantId tenant, SpendDay day, CancellationToken cancellationToken)
    {
        var amounts = await redis.RunAsync(database => database.StringGetAsync([Spent(tenant, day.Day, day.Unit), Spent(tenant, day.Month, day.Unit)]));
        return new Spent((long)amounts[0], (long)amounts[1]);
    }

    public async Task<CountedAnswers?> FindAsync(ConversationId conversation, CancellationToken cancellationToken) =>
        await redis.RunAsync(database => database.HashGetAsync(Answers(conversation), ["hour", "answers"])) is [{ IsNull: false } hour, { IsNull: false } answers]
            ? new CountedAnswers((long)hour, (int)answers)
            : null;

    public Task ForgetAsync(ConversationId conversation, CancellationToken cancellationToken) => redis.RunAsync(database => database.KeyDeleteAsync(Answers(conversation)));

    /// <summary>In units of its own, like what was spent: what is held in another unit is none of its business.</summary>
    private static RedisKey Held(PlannedCall call) => RedisServer.Key($"held:{call.Conversation.Tenant}:{call.Day.Unit}");

    private static RedisKey Spent(TenantId tenant, string period, string unit) => RedisServer.Key($"spent:{tenant}:{period}:{unit}");

    private static RedisKey Answers(ConversationId conversation) => RedisServer.Key($"answered:{conversation}");

    private static RedisValue Millionths(decimal? amount) => amount is { } limit ? ModelPrices.ToMillionths(limit) : "";
}
