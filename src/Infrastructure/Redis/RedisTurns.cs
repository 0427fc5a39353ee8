using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;
using GptMessenger.Infrastructure.Grains;
using StackExchange.Redis;

namespace GptMessenger.Infrastructure.Redis;

/// <summary>Turns in Redis. An ended turn expires by itself, a dead letter does not.</summary>
internal sealed class RedisTurns(RedisServer redis, NodeId node, TimeProvider clock) : ITurnTable
{
    /// <summary>So many names at a time, until the list is full: a list of one tenant may have to pass over all turns of the others, and must not keep Redis from everybody else.</summary>
    internal const int Chunk = 1000;

    private const int Together = 50;

    private static readonly RedisKey Open = RedisServer.Key("open");
    private static readonly RedisKey[] Ends = [.. Enum.GetValues<TurnState>().Select(state => EndsIn(state))];

    public async Task<Turn?> FindAsync(ConversationId conversation)
    {
        var json = await redis.RunAsync(database => database.ScriptEvaluateAsync(RedisScripts.Find, [Row(conversation)], [node.Value]));
        return json.IsNull ? null : TurnJson.Read((string)json!);
    }

    public Task PutAsideAsync(ConversationId conversation, string id) => ChangeAsync(
        RedisScripts.PutAside,
        [Row(conversation), Open, Record(id), EndsIn(TurnJson.Unreadable)],
        [
            node.Value, conversation.ToString(), TurnJson.Unreadable, Score(clock.GetUtcNow()),
            (long)ITurnTable.OwnerKept.TotalMilliseconds, NameOf(conversation, id),
        ]);

    public async Task<bool> IsOwnAsync(ConversationId conversation)
    {
        var values = await redis.RunAsync(database => database.HashGetAsync(Row(conversation), ["owner", "turn"]));
        return values[0] == node.Value && !values[1].IsNull;
    }

    public async Task SaveAsync(ConversationId conversation, Turn turn) => Check(conversation, await ChangeAsync(
        RedisScripts.Save, [Row(conversation), Open], [node.Value, conversation.ToString(), TurnJson.Write(turn), Score(turn.OpenedAt)]));

    public async Task EndAsync(ConversationId conversation, Turn turn, TurnEnd end, Turn? next)
    {
        var now = clock.GetUtcNow();
        bool isKept = end.State == TurnState.DeadLetter;
        Check(conversation, await ChangeAsync(
            RedisScripts.End,
            [Row(conversation), Open, Record(turn.Id), EndsIn(end.State), .. Ends],
            [
                node.Value, conversation.ToString(), next is null ? "" : TurnJson.Write(next), next is null ? 0 : Score(next.OpenedAt),
                (long)ITurnTable.OwnerKept.TotalMilliseconds, TurnJson.WriteEnded(turn, end), end.State.ToString(), end.Reason ?? "", Score(now),
                isKept ? 0 : Score(now + TurnJson.Kept), NameOf(conversation, turn.Id), isKept ? "" : Score(now - TurnJson.Kept),
            ]));
    }

    public Task<bool> ReopenAsync(ConversationId conversation, Turn turn) => ChangeAsync(
        RedisScripts.Reopen,
        [Row(conversation), Open, Record(turn.Id), .. Ends],
        [node.Value, conversation.ToString(), TurnJson.Write(turn), Score(turn.OpenedAt), NameOf(conversation, turn.Id)]);

    public async Task<int> EraseAsync(ConversationId conversation)
    {
        int count = 0;
        foreach (var (list, name) in await NamesAsync(conversation))
        {
            count += await redis.RunAsync(database => database.KeyDeleteAsync(Record(name.Split(' ')[^1]))) ? 1 : 0;
            await redis.RunAsync(database => database.SortedSetRemoveAsync(list, name));
        }

        count += await redis.RunAsync(database => database.SortedSetRemoveAsync(Open, conversation.ToString())) ? 1 : 0;
        await redis.RunAsync(database => database.KeyDeleteAsync(Row(conversation)));
        return count;
    }

    public async Task<IReadOnlyList<TurnRecord>> OfAsync(ConversationId conversation, CancellationToken cancellationToken)
    {
        var ended = await Task.WhenAll((await NamesAsync(conversation)).Select(found => ReadEndedAsync(found.Name.Split(' ')[^1])));
        return [.. ended.OfType<TurnRecord>().OrderBy(record => record.EndedAt), .. new[] { await ReadOpenAsync(conversation.ToString()) }.OfType<TurnRecord>()];
    }

    /// <summary>Of the conversation's ended turns, in each list. Looks through all names, some at a time: done for one customer in a while.</summary>
    private async Task<List<(RedisKey List, string Name)>> NamesAsync(ConversationId conversation)
    {
        var names = new List<(RedisKey, string)>();
        foreach (var list in Ends.Append(EndsIn(TurnJson.Unreadable)))
        {
            names.AddRange(await redis.RunAsync(async database =>
            {
                var found = new List<(RedisKey, string)>();
                await foreach (var entry in database.SortedSetScanAsync(list, $"{conversation} *", Chunk))
                {
                    found.Add((list, entry.Element.ToString()));
                }

                return found;
            }));
        }

        return names;
    }

    public async Task<IReadOnlyList<TurnRecord>> ListAsync(TurnFilter filter, CancellationToken cancellationToken)
    {
        var index = filter.State is { } state ? EndsIn(state) : Open;
        string prefix = filter.Tenant is { } tenant ? $"{tenant}/" : "";
        double before = filter.Before is { } time ? Score(time) : double.PositiveInfinity;
        var records = new List<TurnRecord>();
        var (stop, exclude, skip) = (before, Exclude.Stop, 0L);
        while (records.Count < filter.Limit)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var entries = await redis.RunAsync(database => database.SortedSetRangeByScoreWithScoresAsync(
                index, double.NegativeInfinity, stop, exclude, Order.Descending, skip, Chunk));
            var wanted = entries.Select(entry => entry.Element.ToString()).Where(name => name.StartsWith(prefix, StringComparison.Ordinal));
            foreach (string[] some in wanted.Chunk(Math.Min(filter.Limit, Together)))
            {
                records.AddRange((await Task.WhenAll(some.Select(name => ReadAsync(name, filter.State)))).OfType<TurnRecord>());
                if (records.Count >= filter.Limit)
                {
                    break;
                }
            }

            if (entries.Length < Chunk)
            {
                break;
            }

            // By time and not by place: Redis counts places from the top each time. What shares the last one's time is known already.
            double last = entries[^1].Score;
            int known = entries.Count(entry => entry.Score.Equals(last));
            (stop, exclude, skip) = (last, Exclude.None, last.Equals(stop) ? skip + known : known);
        }

        return [.. records.Take(filter.Limit)];
    }

    public async Task<TurnRecord?> FindEndedAsync(string id, CancellationToken cancellationToken) => await ReadEndedAsync(id);

    private Task<TurnRecord?> ReadAsync(string name, TurnState? state) => state is null ? ReadOpenAsync(name) : ReadEndedAsync(name.Split(' ')[^1]);

    private async Task<TurnRecord?> ReadOpenAsync(string conversation)
    {
        var json = await redis.RunAsync(database => database.HashGetAsync(RowOf(conversation), "turn"));
        return json.IsNull ? null : TurnJson.Record(conversation, json.ToString());
    }

    private async Task<TurnRecord?> ReadEndedAsync(string id)
    {
        var values = await redis.RunAsync(database => database.HashGetAsync(Record(id), ["conversation", "turn", "state", "reason", "at"]));
        if (values[0].IsNull)
        {
            return null;
        }

        var at = DateTimeOffset.FromUnixTimeMilliseconds((long)values[4]);
        var record = TurnJson.Record(values[0].ToString(), values[1].ToString(), values[2].ToString(), values[3].IsNull ? null : values[3].ToString(), at);

        // By our clock too: Redis forgets by its own.
        return record is { End.State: not TurnState.DeadLetter } && at < clock.GetUtcNow() - TurnJson.Kept ? null : record;
    }

    private async Task<bool> ChangeAsync(string script, RedisKey[] keys, RedisValue[] values) =>
        (int)await redis.RunAsync(database => database.ScriptEvaluateAsync(script, keys, values)) == 1;

    private static void Check(ConversationId conversation, bool isOurs)
    {
        if (!isOurs)
        {
            throw new TurnTakenOverException(conversation.ToString());
        }
    }

    private static RedisKey Row(ConversationId conversation) => RowOf(conversation.ToString());

    private static RedisKey RowOf(string conversation) => RedisServer.Key($"turn:{conversation}");

    private static RedisKey Record(string id) => RedisServer.Key($"ended:{id}");

    private static RedisKey EndsIn(TurnState state) => EndsIn(state.ToString());

    private static RedisKey EndsIn(string state) => RedisServer.Key($"ends:{state}");

    /// <summary>In a list of ended turns: with the conversation, so that a tenant's are told from the others' without reading them.</summary>
    private static string NameOf(ConversationId conversation, string id) => $"{conversation} {id}";

    private static long Score(DateTimeOffset time) => time.ToUnixTimeMilliseconds();
}
