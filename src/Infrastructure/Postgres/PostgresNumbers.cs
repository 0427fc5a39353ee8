using GptMessenger.Application.Numbers;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Infrastructure.Postgres;

/// <summary>One row for each figure of a page and day.</summary>
internal sealed class PostgresNumbers(PostgresServer postgres, TimeProvider clock) : INumbers
{
    /// <summary>In the order of their names, so that two writers never wait for each other.</summary>
    public const string Adding = """
        INSERT INTO gptm_numbers AS known (tenant, day, page, name, value)
        SELECT $1, $2, $3, figure.name, figure.value FROM unnest($4::text[], $5::bigint[]) AS figure (name, value)
        """;

    public const string Added = """
         ORDER BY figure.name
        ON CONFLICT (tenant, day, page, name) DO UPDATE SET value = known.value + excluded.value
        """;

    private const int PruneEvery = 1000;

    private int _adds;

    public async Task AddAsync(Tally tally, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (Interlocked.Increment(ref _adds) % PruneEvery == 0)
        {
            await postgres.ExecuteAsync("DELETE FROM gptm_numbers_marks WHERE at < $1", (now - INumbers.MarksKept).UtcDateTime);
            await postgres.ExecuteAsync("DELETE FROM gptm_numbers WHERE day < $1", DateOnly.FromDateTime(now.UtcDateTime).AddDays(-INumbers.KeptDays));
        }

        await postgres.ExecuteAsync(
            $"WITH mark AS (INSERT INTO gptm_numbers_marks (mark, at) VALUES ($6, $7) ON CONFLICT (mark) DO NOTHING RETURNING 1) {Adding} WHERE EXISTS (SELECT 1 FROM mark) {Added}",
            tally.Tenant.Value, tally.Day, tally.Page.Value, Names(tally.Figures), Values(tally.Figures), tally.Mark, now.UtcDateTime);
    }

    public async Task<IReadOnlyList<PageDay>> ReadAsync(TenantId tenant, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var rows = await postgres.ReadAsync(
            "SELECT page, day, name, value FROM gptm_numbers WHERE tenant = $1 AND day BETWEEN $2 AND $3",
            row => (Page: row.GetString(0), Day: row.GetFieldValue<DateOnly>(1), Name: row.GetString(2), Value: row.GetInt64(3)), tenant.Value, from, to);
        return
        [
            .. rows.GroupBy(row => (row.Page, row.Day)).Select(day => (Day: day, Page: PageId.TryParse(day.Key.Page, out var page) ? page : (PageId?)null)).Where(day => day.Page is not null)
                .Select(day => new PageDay(day.Page!.Value, day.Day.Key.Day, day.Day.ToDictionary(row => row.Name, row => row.Value))),
        ];
    }

    public static string[] Names(IReadOnlyDictionary<string, long> figures) => [.. figures.Keys];

    public static long[] Values(IReadOnlyDictionary<string, long> figures) => [.. figures.Values];
}
