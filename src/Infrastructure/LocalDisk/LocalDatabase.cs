using System.Threading.Channels;
using GptMessenger.Application.Conversations;
using Microsoft.Data.Sqlite;

namespace GptMessenger.Infrastructure.LocalDisk;

/// <summary>
/// The engine's own memory on the local disk: one SQLite file, one writer. What many callers ask for at the same time is written in one
/// transaction, so that a flush to the disk is paid once for all of them.
/// </summary>
internal sealed class LocalDatabase : IAsyncDisposable
{
    private const int MaxBatch = 512;

    private readonly Channel<IWork> _queue = Channel.CreateUnbounded<IWork>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SqliteConnection _connection;
    private readonly Task _writer;

    /// <exception cref="StoreUnavailableException">The file cannot be opened, or another process has it.</exception>
    public LocalDatabase(string folder)
    {
        string path = Path.Combine(folder, "engine.db");
        try
        {
            Directory.CreateDirectory(folder);
            WipedMemory.Use();
            _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 2 }.ToString());
            _connection.Open();

            // Exclusive: two processes with one ledger would answer everything twice. WAL with FULL: a commit survives a power cut.
            // What is deleted is overwritten: an erased customer must not be found in a free page.
            Execute("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;");
            Execute(Schema);
            if (!HasColumn("open_turns", "opened_at"))
            {
                // As the first version made it.
                Execute("ALTER TABLE open_turns ADD COLUMN opened_at INTEGER NOT NULL DEFAULT 0;");
            }

            if (!HasColumn("summaries", "last_in"))
            {
                Execute("ALTER TABLE summaries ADD COLUMN last_in INTEGER NOT NULL DEFAULT 0; ALTER TABLE summaries ADD COLUMN last_out INTEGER NOT NULL DEFAULT 0;");
            }

            Execute("CREATE INDEX IF NOT EXISTS summaries_in ON summaries (page, last_in); CREATE INDEX IF NOT EXISTS summaries_out ON summaries (page, last_out);");
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            _connection?.Dispose();
            throw new StoreUnavailableException(
                $"{path} cannot be used: {e.Message} Is DATA_DIR writable, and no other process of this product running on it?", e);
        }

        _writer = Task.Run(WriteAsync);
    }

    private const string Schema = """
        CREATE TABLE IF NOT EXISTS open_turns (conversation TEXT PRIMARY KEY, opened_at INTEGER NOT NULL, turn TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS ended_turns (
            id TEXT PRIMARY KEY, conversation TEXT NOT NULL, state TEXT NOT NULL, reason TEXT, ended_at INTEGER NOT NULL, turn TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS ended_turns_by_state ON ended_turns (state, ended_at);
        CREATE INDEX IF NOT EXISTS ended_turns_by_conversation ON ended_turns (conversation);
        CREATE TABLE IF NOT EXISTS reminders (
            grain TEXT NOT NULL, name TEXT NOT NULL, hash INTEGER NOT NULL, start_at INTEGER NOT NULL, period INTEGER NOT NULL, etag TEXT NOT NULL,
            PRIMARY KEY (grain, name)) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS reminders_by_hash ON reminders (hash);
        CREATE TABLE IF NOT EXISTS summaries (
            conversation TEXT PRIMARY KEY, tenant TEXT NOT NULL, page TEXT NOT NULL, last_at INTEGER NOT NULL, needs_person INTEGER NOT NULL, failed INTEGER NOT NULL,
            unanswered INTEGER NOT NULL, paused_until INTEGER NOT NULL, searched TEXT NOT NULL, summary TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS summaries_by_time ON summaries (tenant, last_at DESC, conversation DESC);
        CREATE INDEX IF NOT EXISTS summaries_that_need_a_person ON summaries (tenant, last_at DESC, conversation DESC) WHERE needs_person;
        CREATE INDEX IF NOT EXISTS summaries_that_failed ON summaries (tenant, last_at DESC, conversation DESC) WHERE failed;
        CREATE INDEX IF NOT EXISTS summaries_unanswered ON summaries (tenant, last_at DESC, conversation DESC) WHERE unanswered;
        CREATE TABLE IF NOT EXISTS filled_pages (page TEXT PRIMARY KEY) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS alerts (id TEXT PRIMARY KEY, conversation TEXT NOT NULL, due_at INTEGER NOT NULL, alert TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS alerts_by_time ON alerts (due_at);
        CREATE INDEX IF NOT EXISTS alerts_by_conversation ON alerts (conversation);
        CREATE TABLE IF NOT EXISTS spent (
            tenant TEXT NOT NULL, period TEXT NOT NULL, unit TEXT NOT NULL, amount INTEGER NOT NULL, PRIMARY KEY (tenant, period, unit)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS held (
            id TEXT PRIMARY KEY, tenant TEXT NOT NULL, day TEXT NOT NULL, month TEXT NOT NULL, unit TEXT NOT NULL, amount INTEGER NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS held_by_tenant ON held (tenant);
        CREATE TABLE IF NOT EXISTS customer_answers (conversation TEXT PRIMARY KEY, hour INTEGER NOT NULL, answers INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS numbers (
            tenant TEXT NOT NULL, day TEXT NOT NULL, page TEXT NOT NULL, name TEXT NOT NULL, value INTEGER NOT NULL, PRIMARY KEY (tenant, day, page, name)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS numbers_marks (mark TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
        """;

    /// <summary>Runs the work on the one connection; the result comes when it is on the disk.</summary>
    /// <remarks>
    /// Work that throws fails alone, with its own exception, and nothing of it happened. It may be run twice, the first time undone: when
    /// other work of its transaction threw. So it must not do anything but use the connection.
    /// </remarks>
    /// <exception cref="StoreUnavailableException">The disk refused: nothing of the work happened.</exception>
    public Task<T> RunAsync<T>(Func<SqliteConnection, T> work) => QueueAsync(new Work<T>(work));

    /// <summary>The same for what removes something for good: no earlier state of it is left in the log either.</summary>
    public Task<T> EraseAsync<T>(Func<SqliteConnection, T> work) => QueueAsync(new Work<T>(work) { IsForGood = true });

    private Task<T> QueueAsync<T>(Work<T> item) =>
        _queue.Writer.TryWrite(item) ? item.Result : throw new StoreUnavailableException("The local database is closed: the process is stopping.");

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writer;
        await _connection.DisposeAsync();
    }

    private async Task WriteAsync()
    {
        var batch = new List<IWork>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < MaxBatch && _queue.Reader.TryRead(out var item))
            {
                batch.Add(item);
            }

            WriteBatch(batch);
            batch.Clear();
        }
    }

    private void WriteBatch(List<IWork> batch)
    {
        if (TryWrite(batch) is not { } failure)
        {
            batch.ForEach(item => item.Complete());
        }
        else if (batch.Count == 1 || !failure.IsOfOne)
        {
            batch.ForEach(item => item.Fail(failure.Reason));
        }
        else
        {
            // One spoiled the transaction of all. Rare enough for a flush each; a savepoint each would cost the good case.
            batch.ForEach(item => WriteBatch([item]));
        }
    }

    /// <returns>Why nothing of it was written; null: all of it was.</returns>
    private Failure? TryWrite(List<IWork> batch)
    {
        bool isAtWork = false;
        try
        {
            using var transaction = _connection.BeginTransaction();
            isAtWork = true;
            batch.ForEach(item => item.Do(_connection));
            isAtWork = false;
            transaction.Commit();
            if (batch.Exists(item => item.IsForGood))
            {
                Execute("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA shrink_memory;");
            }

            return null;
        }
        catch (Exception e)
        {
            // Everything, because work may throw anything, and a writer that ended would leave all later callers waiting for ever.
            return new Failure(isAtWork && e is not SqliteException ? e : Refusal(e), IsOfOne: isAtWork);
        }
    }

    private static StoreUnavailableException Refusal(Exception e) =>
        new($"The local database could not write: {e.Message} Is the disk of DATA_DIR full?", e);

    private bool HasColumn(string table, string column)
    {
        using var command = _connection.Command("SELECT 1 FROM pragma_table_info(@0) WHERE name = @1", table, column);
        return command.ExecuteScalar() is not null;
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed record Failure(Exception Reason, bool IsOfOne);

    private interface IWork
    {
        bool IsForGood { get; }

        void Do(SqliteConnection connection);

        void Complete();

        void Fail(Exception failure);
    }

    private sealed class Work<T>(Func<SqliteConnection, T> work) : IWork
    {
        private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _value;

        public Task<T> Result => _result.Task;

        public bool IsForGood { get; init; }

        public void Do(SqliteConnection connection) => _value = work(connection);

        public void Complete() => _result.TrySetResult(_value!);

        public void Fail(Exception failure) => _result.TrySetException(failure);
    }
}

internal static class SqliteCommands
{
    /// <summary>A command with its values bound to <c>@0</c>, <c>@1</c>…</summary>
    public static SqliteCommand Command(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"@{i}"), values[i] ?? DBNull.Value);
        }

        return command;
    }

    public static int Execute(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        using var command = connection.Command(sql, values);
        return command.ExecuteNonQuery();
    }
}
