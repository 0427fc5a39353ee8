using System.Globalization;

namespace GptMessenger.Infrastructure.LocalDisk;

/// <summary>Orleans' reminders as rows of the local database: the one-process counterpart of its Redis and PostgreSQL tables.</summary>
internal sealed class LocalReminderTable(LocalDatabase database) : IReminderTable
{
    private const string Columns = "SELECT grain, name, start_at, period, etag FROM reminders";

    public Task<ReminderTableData> ReadRows(GrainId grainId) => ReadAsync($"{Columns} WHERE grain = @0", grainId.ToString());

    /// <summary>The range is open at its begin and closed at its end, and may wrap around.</summary>
    public Task<ReminderTableData> ReadRows(uint begin, uint end) =>
        ReadAsync($"{Columns} WHERE {(begin < end ? "hash > @0 AND hash <= @1" : "hash > @0 OR hash <= @1")}", (long)begin, (long)end);

    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) =>
        (await ReadAsync($"{Columns} WHERE grain = @0 AND name = @1", grainId.ToString(), reminderName)).Reminders.FirstOrDefault();

    public async Task<string?> UpsertRow(ReminderEntry entry)
    {
        string etag = Guid.NewGuid().ToString("N");
        return await database.RunAsync(connection =>
        {
            connection.Execute(
                """
                INSERT INTO reminders (grain, name, hash, start_at, period, etag) VALUES (@0, @1, @2, @3, @4, @5)
                ON CONFLICT (grain, name) DO UPDATE SET start_at = excluded.start_at, period = excluded.period, etag = excluded.etag
                """,
                entry.GrainId.ToString(), entry.ReminderName, (long)entry.GrainId.GetUniformHashCode(), entry.StartAt.Ticks, entry.Period.Ticks, etag);
            return etag;
        });
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => database.RunAsync(connection =>
        connection.Execute("DELETE FROM reminders WHERE grain = @0 AND name = @1 AND etag = @2", grainId.ToString(), reminderName, eTag) > 0);

    public Task TestOnlyClearTable() => database.RunAsync(connection => connection.Execute("DELETE FROM reminders"));

    private async Task<ReminderTableData> ReadAsync(string sql, params object[] values)
    {
        var rows = await database.RunAsync(connection =>
        {
            using var command = connection.Command(sql, values);
            using var reader = command.ExecuteReader();
            var read = new List<Row>();
            while (reader.Read())
            {
                read.Add(new Row(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetString(4)));
            }

            return read;
        });
        return new ReminderTableData(rows.Select(row => row.ToEntry()));
    }

    private sealed record Row(string Grain, string Name, long StartAt, long Period, string ETag)
    {
        public ReminderEntry ToEntry() => new()
        {
            GrainId = GrainId.Parse(Grain, CultureInfo.InvariantCulture),
            ReminderName = Name,
            StartAt = new DateTime(StartAt, DateTimeKind.Utc),
            Period = new TimeSpan(Period),
            ETag = ETag,
        };
    }
}
