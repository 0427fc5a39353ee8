using GptMessenger.Application.Inbox;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using StackExchange.Redis;

namespace GptMessenger.Infrastructure.Redis;

/// <summary>The inbox in Redis: a text for each conversation, and sorted sets that name a tenant's conversations by time, all of them and those of each filter and page.</summary>
internal sealed class RedisSummaries(RedisServer redis) : IConversationSummaries
{
    /// <summary>So many names at a time, until the list is full: a search must not keep Redis from everybody else.</summary>
    internal const int Chunk = 500;

    /// <summary>Of the sets that name a page's conversations by when the customer, or the page, last spoke.</summary>
    private const string In = "in:", Out = "out:";

    private static readonly RedisKey Filled = RedisServer.Key("filled");

    /// <summary>KEYS row, then sets. ARGV row, name, '1' where a row that is there stays, then for each set the time by which it names the conversation, or '' where it does not.</summary>
    private const string Write = """
        if ARGV[3] == '1' and redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
        redis.call('SET', KEYS[1], ARGV[1])
        for i = 2, #KEYS do
          if ARGV[i + 2] ~= '' then redis.call('ZADD', KEYS[i], ARGV[i + 2], ARGV[2]) else redis.call('ZREM', KEYS[i], ARGV[2]) end
        end
        return 1
        """;

    /// <summary>KEYS row, then sets. ARGV name.</summary>
    private const string Erase = """
        for i = 2, #KEYS do redis.call('ZREM', KEYS[i], ARGV[1]) end
        return redis.call('DEL', KEYS[1])
        """;

    public async Task<ConversationSummary?> FindAsync(ConversationId conversation, CancellationToken cancellationToken)
    {
        var json = await redis.RunAsync(database => database.StringGetAsync(Row(conversation.ToString())));
        return json.IsNull ? null : SummaryJson.Read(json.ToString());
    }

    public Task PutAsync(ConversationSummary summary, CancellationToken cancellationToken) => WriteAsync(summary, stays: false);

    public Task AddAsync(ConversationSummary summary, CancellationToken cancellationToken) => WriteAsync(summary, stays: true);

    public async Task<IReadOnlyList<ConversationSummary>> ListAsync(InboxQuery query, CancellationToken cancellationToken)
    {
        var set = query.Filter != InboxFilter.All ? Set(query.Tenant, query.Filter.ToString())
            : query.Page is { } page ? Set(query.Tenant, PageName(page.Channel, page.Page))
            : Set(query.Tenant, nameof(InboxFilter.All));
        var found = new List<ConversationSummary>();
        double stop = query.After is { } after ? after.At.ToUnixTimeMilliseconds() : double.PositiveInfinity;
        for (long skip = 0; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int piece = query is { Filter: InboxFilter.All, Text: null } ? Math.Min(Chunk, query.Limit + 1) : Chunk;
            var entries = await redis.RunAsync(database => database.SortedSetRangeByScoreWithScoresAsync(
                set, double.NegativeInfinity, stop, Exclude.None, Order.Descending, skip, piece));
            string[] names = [.. entries.Where(entry => IsBehind(query.After, entry)).Select(entry => entry.Element.ToString())];
            var rows = names.Length == 0 ? [] : await redis.RunAsync(database => database.StringGetAsync([.. names.Select(Row)]));
            found.AddRange(rows.Where(row => !row.IsNull).Select(row => SummaryJson.Read(row.ToString())).OfType<ConversationSummary>().Where(query.Takes));
            if (entries.Length < piece || found.Count >= query.Limit)
            {
                return [.. found.Take(query.Limit)];
            }

            // By time and not by place: Redis counts places from the top each time. What shares the last one's time is known already.
            double last = entries[^1].Score;
            int known = entries.Count(entry => entry.Score.Equals(last));
            (stop, skip) = (last, last.Equals(stop) ? skip + known : known);
        }
    }

    public async Task<PageMoments> LastOfAsync(ConnectedPage page, CancellationToken cancellationToken)
    {
        string name = PageName(page.Channel, page.Page);
        return PageMoments.Of(await LastAsync(Set(page.Tenant, In + name)), await LastAsync(Set(page.Tenant, Out + name)));
    }

    public async Task<bool> EraseAsync(ConversationId conversation, CancellationToken cancellationToken) => (int)await redis.RunAsync(database =>
        database.ScriptEvaluateAsync(Erase, [Row(conversation.ToString()), .. SetsOf(conversation)], [conversation.ToString()])) > 0;

    public Task<bool> IsFilledAsync(ConnectedPage page, CancellationToken cancellationToken) => redis.RunAsync(database => database.SetContainsAsync(Filled, Name(page)));

    public Task SetFilledAsync(ConnectedPage page, CancellationToken cancellationToken) => redis.RunAsync(database => database.SetAddAsync(Filled, Name(page)));

    private async Task<long> LastAsync(RedisKey set) =>
        await redis.RunAsync(database => database.SortedSetRangeByRankWithScoresAsync(set, 0, 0, Order.Descending)) is [var newest] ? (long)newest.Score : 0;

    /// <summary>Within one time Redis orders names byte by byte, and they are ASCII.</summary>
    private static bool IsBehind(InboxPlace? place, SortedSetEntry entry) => place is null
        || entry.Score < place.At.ToUnixTimeMilliseconds() || string.CompareOrdinal(entry.Element.ToString(), place.Conversation) < 0;

    private Task<RedisResult> WriteAsync(ConversationSummary summary, bool stays)
    {
        var id = summary.Conversation;
        RedisValue at = summary.LastAt.ToUnixTimeMilliseconds();
        RedisValue[] values =
        [
            SummaryJson.Write(summary), id.ToString(), stays, at, at,
            When(summary.Case is not null), When(summary.PausedUntil is not null), When(summary.UnansweredSince is not null), When(summary.Failed is not null),
            Time(summary.LastAskedAt), Time(summary.LastToldAt),
        ];
        return redis.RunAsync(database => database.ScriptEvaluateAsync(Write, [Row(id.ToString()), .. SetsOf(id)], values));

        RedisValue When(bool isNamed) => isNamed ? at : RedisValue.EmptyString;
    }

    private static RedisValue Time(DateTimeOffset? time) => time is { } known ? known.ToUnixTimeMilliseconds() : RedisValue.EmptyString;

    private static RedisKey[] SetsOf(ConversationId id) =>
    [
        Set(id.Tenant, nameof(InboxFilter.All)), Set(id.Tenant, PageName(id.Channel, id.Page)), Set(id.Tenant, nameof(InboxFilter.NeedsPerson)),
        Set(id.Tenant, nameof(InboxFilter.Paused)), Set(id.Tenant, nameof(InboxFilter.Unanswered)), Set(id.Tenant, nameof(InboxFilter.Failed)),
        Set(id.Tenant, In + PageName(id.Channel, id.Page)), Set(id.Tenant, Out + PageName(id.Channel, id.Page)),
    ];

    private static RedisKey Row(string conversation) => RedisServer.Key($"summary:{conversation}");

    private static RedisKey Set(TenantId tenant, string of) => RedisServer.Key($"inbox:{tenant}:{of}");

    private static string PageName(Channel channel, PageId page) => $"{channel.Folder()}/{page}";

    private static string Name(ConnectedPage page) => $"{page.Tenant}/{PageName(page.Channel, page.Page)}";
}
