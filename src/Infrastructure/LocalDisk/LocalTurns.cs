using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;
using GptMessenger.Infrastructure.Grains;
using Microsoft.Data.Sqlite;

namespace GptMessenger.Infrastructure.LocalDisk;

/// <summary>Turns as rows of the local database. The file has one process at a time, so the rows need no owner.</summary>
internal sealed class LocalTurns(LocalDatabase database, TimeProvider clock) : ITurnTable
{
    private const int PruneEvery = 100;

    private int _ends;

    public async Task<Turn?> FindAsync(ConversationId conversation)
    {
        string? json = await database.RunAsync(connection =>
        {
            using var command = connection.Command("SELECT turn FROM open_turns WHERE conversation = @0", conversation.ToString());
            return command.ExecuteScalar() as string;
        });
        return json is null ? null : TurnJson.Read(json);
    }

    public Task PutAsideAsync(ConversationId conversation, string id)
    {
        long now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        return database.RunAsync(connection =>
        {
            connection.Execute(
                "INSERT INTO ended_turns (id, conversation, state, ended_at, turn) SELECT @1, conversation, @2, @3, turn FROM open_turns WHERE conversation = @0",
                conversation.ToString(), id, TurnJson.Unreadable, now);
            return connection.Execute("DELETE FROM open_turns WHERE conversation = @0", conversation.ToString());
        });
    }

    public Task<bool> IsOwnAsync(ConversationId conversation) => database.RunAsync(connection =>
    {
        using var command = connection.Command("SELECT 1 FROM open_turns WHERE conversation = @0", conversation.ToString());
        return command.ExecuteScalar() is not null;
    });

    public Task SaveAsync(ConversationId conversation, Turn turn)
    {
        string json = TurnJson.Write(turn);
        return database.RunAsync(connection => Save(connection, conversation, turn, json));
    }

    public Task EndAsync(ConversationId conversation, Turn turn, TurnEnd end, Turn? next)
    {
        string json = TurnJson.WriteEnded(turn, end);
        string? nextJson = next is null ? null : TurnJson.Write(next);
        var now = clock.GetUtcNow();
        return database.RunAsync(connection =>
        {
            if (Interlocked.Increment(ref _ends) % PruneEvery == 0)
            {
                connection.Execute(
                    "DELETE FROM ended_turns WHERE state NOT IN (@0, @1) AND ended_at < @2",
                    nameof(TurnState.DeadLetter), TurnJson.Unreadable, (now - TurnJson.Kept).ToUnixTimeMilliseconds());
            }

            connection.Execute(
                "INSERT OR REPLACE INTO ended_turns (id, conversation, state, reason, ended_at, turn) VALUES (@0, @1, @2, @3, @4, @5)",
                turn.Id, conversation.ToString(), end.State.ToString(), end.Reason, now.ToUnixTimeMilliseconds(), json);
            return next is null
                ? connection.Execute("DELETE FROM open_turns WHERE conversation = @0", conversation.ToString())
                : Save(connection, conversation, next, nextJson!);
        });
    }

    public Task<bool> ReopenAsync(ConversationId conversation, Turn turn)
    {
        string json = TurnJson.Write(turn);
        return database.RunAsync(connection =>
            connection.Execute(
                """
                INSERT INTO open_turns (conversation, opened_at, turn)
                SELECT @0, @1, @2 WHERE EXISTS (SELECT 1 FROM ended_turns WHERE id = @3) ON CONFLICT (conversation) DO NOTHING
                """,
                conversation.ToString(), turn.OpenedAt.ToUnixTimeMilliseconds(), json, turn.Id) > 0
            && connection.Execute("DELETE FROM ended_turns WHERE id = @0", turn.Id) > 0);
    }

    public Task<int> EraseAsync(ConversationId conversation) => database.EraseAsync(connection =>
        connection.Execute("DELETE FROM open_turns WHERE conversation = @0", conversation.ToString())
        + connection.Execute("DELETE FROM ended_turns WHERE conversation = @0", conversation.ToString()));

    public async Task<IReadOnlyList<TurnRecord>> OfAsync(ConversationId conversation, CancellationToken cancellationToken) =>
    [
        .. await ReadAsync("WHERE conversation = @0 ORDER BY ended_at", conversation.ToString()),
        .. await ReadOpenAsync("WHERE conversation = @0", conversation.ToString()),
    ];

    public Task<IReadOnlyList<TurnRecord>> ListAsync(TurnFilter filter, CancellationToken cancellationToken)
    {
        string prefix = filter.Tenant is { } tenant ? $"{tenant}/" : "";
        long before = filter.Before?.ToUnixTimeMilliseconds() ?? long.MaxValue;
        return filter.State is { } state
            ? ReadAsync(
                "WHERE state = @0 AND ended_at < @1 AND substr(conversation, 1, length(@2)) = @2 ORDER BY ended_at DESC LIMIT @3",
                state.ToString(), before, prefix, filter.Limit)
            : ReadOpenAsync("WHERE opened_at < @0 AND substr(conversation, 1, length(@1)) = @1 ORDER BY opened_at DESC LIMIT @2", before, prefix, filter.Limit);
    }

    public async Task<TurnRecord?> FindEndedAsync(string id, CancellationToken cancellationToken) => await ReadAsync("WHERE id = @0", id) is [var record] ? record : null;

    private Task<IReadOnlyList<TurnRecord>> ReadAsync(string where, params object[] values) => database.RunAsync<IReadOnlyList<TurnRecord>>(connection =>
    {
        using var command = connection.Command($"SELECT conversation, turn, state, reason, ended_at FROM ended_turns {where}", values);
        using var reader = command.ExecuteReader();
        return ReadAll(reader, row => TurnJson.Record(
            row.GetString(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4))));
    });

    private Task<IReadOnlyList<TurnRecord>> ReadOpenAsync(string where, params object[] values) => database.RunAsync<IReadOnlyList<TurnRecord>>(connection =>
    {
        using var command = connection.Command($"SELECT conversation, turn FROM open_turns {where}", values);
        using var reader = command.ExecuteReader();
        return ReadAll(reader, row => TurnJson.Record(row.GetString(0), row.GetString(1)));
    });

    private static List<TurnRecord> ReadAll(SqliteDataReader reader, Func<SqliteDataReader, TurnRecord?> read)
    {
        var records = new List<TurnRecord>();
        while (reader.Read())
        {
            if (read(reader) is { } record)
            {
                records.Add(record);
            }
        }

        return records;
    }

    private static int Save(SqliteConnection connection, ConversationId conversation, Turn turn, string json) => connection.Execute(
        """
        INSERT INTO open_turns (conversation, opened_at, turn) VALUES (@0, @1, @2)
        ON CONFLICT (conversation) DO UPDATE SET opened_at = excluded.opened_at, turn = excluded.turn
        """,
        conversation.ToString(), turn.OpenedAt.ToUnixTimeMilliseconds(), json);
}
