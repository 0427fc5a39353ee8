using System.Globalization;
using GptMessenger.Application.Numbers;
using GptMessenger.Domain.Conversations;
using StackExchange.Redis;

namespace GptMessenger.Infrastructure.Redis;

/// <summary>A hash for each tenant and day, with a field for each figure of each page. It expires by itself.</summary>
internal sealed class RedisNumbers(RedisServer redis) : INumbers
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(INumbers.KeptDays + 1);

    // No page's id holds it.
    private const char Between = '|';
    private const int Together = 50;

    /// <summary>KEYS mark, day. ARGV how long the mark is kept (ms), the day (ms), then fields and values.</summary>
    private const string Add = """
        if not redis.call('SET', KEYS[1], '', 'NX', 'PX', ARGV[1]) then return 0 end
        for i = 3, #ARGV, 2 do redis.call('HINCRBY', KEYS[2], ARGV[i], ARGV[i + 1]) end
        redis.call('PEXPIRE', KEYS[2], ARGV[2])
        return 1
        """;

    public Task AddAsync(Tally tally, CancellationToken cancellationToken) => redis.RunAsync(database => database.ScriptEvaluateAsync(
        Add,
        [RedisServer.Key($"counted:{tally.Mark}"), Day(tally.Tenant, tally.Day)],
        [(long)INumbers.MarksKept.TotalMilliseconds, (long)Kept.TotalMilliseconds, .. Fields(tally.Page, tally.Figures)]));

    public async Task<IReadOnlyList<PageDay>> ReadAsync(TenantId tenant, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var found = new List<PageDay>();
        foreach (var days in Enumerable.Range(from.DayNumber, to.DayNumber - from.DayNumber + 1).Select(DateOnly.FromDayNumber).Chunk(Together))
        {
            var hashes = await redis.RunAsync(database => Task.WhenAll(days.Select(day => database.HashGetAllAsync(Day(tenant, day)))));
            found.AddRange(days.Zip(hashes, Read).SelectMany(pages => pages));
        }

        return found;
    }

    public static RedisKey Day(TenantId tenant, DateOnly day) => RedisServer.Key($"numbers:{tenant}:{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");

    /// <summary>Fields and values in turn, as scripts add them.</summary>
    public static IEnumerable<RedisValue> Fields(PageId page, IReadOnlyDictionary<string, long> figures) =>
        figures.SelectMany(figure => new RedisValue[] { $"{page}{Between}{figure.Key}", figure.Value });

    private static IEnumerable<PageDay> Read(DateOnly day, HashEntry[] fields) =>
        from field in fields
        let name = ((string)field.Name!).Split(Between, 2)
        where name.Length > 1
        group (Name: name[1], Value: (long)field.Value) by name[0] into figures
        let page = PageId.TryParse(figures.Key, out var id) ? id : (PageId?)null
        where page is not null
        select new PageDay(page.Value, day, figures.ToDictionary(figure => figure.Name, figure => figure.Value));
}
