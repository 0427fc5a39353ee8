using System.Globalization;
using GptMessenger.Application.Numbers;
using GptMessenger.Domain.Conversations;
using Microsoft.Data.Sqlite;

namespace GptMessenger.Infrastructure.LocalDisk;

/// <summary>One row for each figure of a page and day.</summary>
internal sealed class LocalNumbers(LocalDatabase database, TimeProvider clock) : INumbers
{
    private const int PruneEvery = 1000;

    private int _adds;

    public Task AddAsync(Tally tally, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        bool isToPrune = Interlocked.Increment(ref _adds) % PruneEvery == 0;
        return database.RunAsync(connection =>
        {
            if (isToPrune)
            {
                connection.Execute("DELETE FROM numbers_marks WHERE at < @0", (now - INumbers.MarksKept).ToUnixTimeMilliseconds());
                connection.Execute("DELETE FROM numbers WHERE day < @0", Text(DateOnly.FromDateTime(now.UtcDateTime).AddDays(-INumbers.KeptDays)));
            }

            if (connection.Execute("INSERT INTO numbers_marks (mark, at) VALUES (@0, @1) ON CONFLICT (mark) DO NOTHING", tally.Mark, now.ToUnixTimeMilliseconds()) > 0)
            {
                Add(connection, tally.Tenant, tally.Page, tally.Day, tally.Figures);
            }

            return true;
        });
    }

    public async Task<IReadOnlyList<PageDay>> ReadAsync(TenantId tenant, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var rows = await database.RunAsync(connection =>
        {
            using var command = connection.Command("SELECT page, day, name, value FROM numbers WHERE tenant = @0 AND day BETWEEN @1 AND @2", tenant.Value, Text(from), Text(to));
            using var reader = command.ExecuteReader();
            var read = new List<(string Page, string Day, string Name, long Value)>();
            while (reader.Read())
            {
                read.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3)));
            }

            return read;
        });
        return
        [
            .. rows.GroupBy(row => (row.Page, row.Day)).Select(day => (day, Page: PageId.TryParse(day.Key.Page, out var page) ? page : (PageId?)null)).Where(day => day.Page is not null)
                .Select(day => new PageDay(day.Page!.Value, DateOnly.ParseExact(day.day.Key.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture), day.day.ToDictionary(row => row.Name, row => row.Value))),
        ];
    }

    /// <summary>Within somebody else's work.</summary>
    public static void Add(SqliteConnection connection, TenantId tenant, PageId page, DateOnly day, IReadOnlyDictionary<string, long> figures)
    {
        foreach (var (name, value) in figures)
        {
            connection.Execute(
                "INSERT INTO numbers (tenant, day, page, name, value) VALUES (@0, @1, @2, @3, @4) ON CONFLICT (tenant, day, page, name) DO UPDATE SET value = value + excluded.value",
                tenant.Value, Text(day), page.Value, name, value);
        }
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
