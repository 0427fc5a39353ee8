namespace GptMessenger.Infrastructure.Redis;

/// <summary>
/// What changes turns: each a script, because Redis runs a script as a whole. A conversation's row is a hash of its owner and its open turn,
/// if there is one; an ended turn is a hash of its own. Sorted sets list them by time.
/// </summary>
internal static class RedisScripts
{
    /// <summary>KEYS row. ARGV node.</summary>
    public const string Find = """
        if redis.call('EXISTS', KEYS[1]) == 0 then return false end
        redis.call('HSET', KEYS[1], 'owner', ARGV[1])
        return redis.call('HGET', KEYS[1], 'turn')
        """;

    /// <summary>KEYS row, open turns. ARGV node, conversation, turn, its time. 0: another node owns the row.</summary>
    public const string Save = Fence + """
        redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'turn', ARGV[3])
        redis.call('PERSIST', KEYS[1])
        redis.call('ZADD', KEYS[2], ARGV[4], ARGV[2])
        return 1
        """;

    /// <summary>
    /// KEYS row, open turns, record, records of its state, and of every state. ARGV node, conversation, next turn or '', its time, how long an
    /// owner is kept (ms), turn, state, reason, time of the end, when the record is forgotten or 0, the record's name, records older than this are forgotten or ''.
    /// 0: another node owns the row.
    /// </summary>
    public const string End = Fence + """
        redis.call('HSET', KEYS[1], 'owner', ARGV[1])
        if ARGV[3] == '' then
          redis.call('HDEL', KEYS[1], 'turn')
          redis.call('PEXPIRE', KEYS[1], ARGV[5])
          redis.call('ZREM', KEYS[2], ARGV[2])
        else
          redis.call('HSET', KEYS[1], 'turn', ARGV[3])
          redis.call('PERSIST', KEYS[1])
          redis.call('ZADD', KEYS[2], ARGV[4], ARGV[2])
        end
        if redis.call('DEL', KEYS[3]) == 1 then
          for i = 5, #KEYS do redis.call('ZREM', KEYS[i], ARGV[11]) end
        end
        redis.call('HSET', KEYS[3], 'conversation', ARGV[2], 'turn', ARGV[6], 'state', ARGV[7], 'at', ARGV[9])
        if ARGV[8] ~= '' then redis.call('HSET', KEYS[3], 'reason', ARGV[8]) end
        if ARGV[10] ~= '0' then redis.call('PEXPIREAT', KEYS[3], ARGV[10]) end
        redis.call('ZADD', KEYS[4], ARGV[9], ARGV[11])
        if ARGV[12] ~= '' then
          local old = redis.call('ZRANGEBYSCORE', KEYS[4], '-inf', '(' .. ARGV[12], 'LIMIT', 0, 100)
          if #old > 0 then redis.call('ZREM', KEYS[4], unpack(old)) end
        end
        return 1
        """;

    /// <summary>KEYS row, open turns, record, records of its state. ARGV node, conversation, state, time, how long an owner is kept (ms), the record's name.</summary>
    public const string PutAside = """
        local turn = redis.call('HGET', KEYS[1], 'turn')
        if not turn or redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end
        redis.call('HSET', KEYS[3], 'conversation', ARGV[2], 'turn', turn, 'state', ARGV[3], 'at', ARGV[4])
        redis.call('ZADD', KEYS[4], ARGV[4], ARGV[6])
        redis.call('HDEL', KEYS[1], 'turn')
        redis.call('PEXPIRE', KEYS[1], ARGV[5])
        redis.call('ZREM', KEYS[2], ARGV[2])
        return 1
        """;

    /// <summary>KEYS row, open turns, record, and the records of every state. ARGV node, conversation, turn, its time, the record's name.</summary>
    public const string Reopen = """
        if redis.call('EXISTS', KEYS[3]) == 0 or redis.call('HEXISTS', KEYS[1], 'turn') == 1 then return 0 end
        redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'turn', ARGV[3])
        redis.call('PERSIST', KEYS[1])
        redis.call('ZADD', KEYS[2], ARGV[4], ARGV[2])
        redis.call('DEL', KEYS[3])
        for i = 4, #KEYS do redis.call('ZREM', KEYS[i], ARGV[5]) end
        return 1
        """;

    private const string Fence = """
        local owner = redis.call('HGET', KEYS[1], 'owner')
        if owner and owner ~= ARGV[1] then return 0 end

        """;
}
