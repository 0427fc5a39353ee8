using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;
using GptMessenger.Infrastructure.Grains;
using Npgsql;

namespace GptMessenger.Infrastructure.Postgres;

/// <summary>Turns as rows of PostgreSQL. Every change is one statement, so it happens as a whole.</summary>
internal sealed class PostgresTurns(PostgresServer postgres, NodeId node, TimeProvider clock) : ITurnTable
{
    private const int PruneEvery = 100;

    private int _ends;

    public async Task<Turn?> FindAsync(ConversationId conversation)
    {
        var rows = await postgres.ReadAsync(
            "UPDATE gptm_open_turns SET owner = $2, changed_at = $3 WHERE conversation = $1 RETURNING turn",
            row => row.IsDBNull(0) ? null : row.GetString(0),
            conversation.ToString(), node.Value, Now);
        return rows is [{ } json] ? TurnJson.Read(json) : null;
    }

    public Task PutAsideAsync(ConversationId conversation, string id) => postgres.ExecuteAsync(
        """
        WITH bad AS (SELECT turn FROM gptm_open_turns WHERE conversation = $1 AND owner = $2 AND turn IS NOT NULL FOR UPDATE),
        kept AS (INSERT INTO gptm_ended_turns (id, conversation, state, ended_at, turn) SELECT $3, $1, $4, $5, turn FROM bad RETURNING 1)
        UPDATE gptm_open_turns SET opened_at = NULL, turn = NULL, changed_at = $5 WHERE conversation = $1 AND EXISTS (SELECT 1 FROM kept)
        """,
        conversation.ToString(), node.Value, id, TurnJson.Unreadable, Now);

    public async Task<bool> IsOwnAsync(ConversationId conversation) => (await postgres.ReadAsync(
        "SELECT 1 FROM gptm_open_turns WHERE conversation = $1 AND owner = $2 AND turn IS NOT NULL", row => row.GetInt32(0), conversation.ToString(), node.Value)).Count > 0;

    public async Task SaveAsync(ConversationId conversation, Turn turn) => Check(conversation, await postgres.ExecuteAsync(
        """
        INSERT INTO gptm_open_turns AS mine (conversation, owner, opened_at, turn, changed_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (conversation) DO UPDATE SET opened_at = excluded.opened_at, turn = excluded.turn, changed_at = excluded.changed_at
        WHERE mine.owner = excluded.owner
        """,
        conversation.ToString(), node.Value, Utc(turn.OpenedAt), TurnJson.Write(turn), Now));

    public async Task EndAsync(ConversationId conversation, Turn turn, TurnEnd end, Turn? next)
    {
        if (Interlocked.Increment(ref _ends) % PruneEvery == 0)
        {
            await PruneAsync();
        }

        Check(conversation, await postgres.ExecuteAsync(
            """
            WITH mine AS (
              INSERT INTO gptm_open_turns AS mine (conversation, owner, opened_at, turn, changed_at) VALUES ($1, $2, $3, $4, $5)
              ON CONFLICT (conversation) DO UPDATE SET opened_at = excluded.opened_at, turn = excluded.turn, changed_at = excluded.changed_at
              WHERE mine.owner = excluded.owner
              RETURNING 1)
            INSERT INTO gptm_ended_turns (id, conversation, state, reason, ended_at, turn) SELECT $6, $1, $7, $8, $5, $9 FROM mine
            ON CONFLICT (id) DO UPDATE SET state = excluded.state, reason = excluded.reason, ended_at = excluded.ended_at, turn = excluded.turn
            """,
            conversation.ToString(), node.Value, next is null ? null : Utc(next.OpenedAt), next is null ? null : TurnJson.Write(next), Now,
            turn.Id, end.State.ToString(), end.Reason, TurnJson.WriteEnded(turn, end)));
    }

    public async Task<bool> ReopenAsync(ConversationId conversation, Turn turn) => await postgres.ExecuteAsync(
        """
        WITH record AS (SELECT 1 FROM gptm_ended_turns WHERE id = $6 FOR UPDATE),
        opened AS (
          INSERT INTO gptm_open_turns AS mine (conversation, owner, opened_at, turn, changed_at) SELECT $1, $2, $3, $4, $5 FROM record
          ON CONFLICT (conversation) DO UPDATE
          SET owner = excluded.owner, opened_at = excluded.opened_at, turn = excluded.turn, changed_at = excluded.changed_at
          WHERE mine.turn IS NULL
          RETURNING 1)
        DELETE FROM gptm_ended_turns WHERE id = $6 AND EXISTS (SELECT 1 FROM opened)
        """,
        conversation.ToString(), node.Value, Utc(turn.OpenedAt), TurnJson.Write(turn), Now, turn.Id) > 0;

    public async Task<int> EraseAsync(ConversationId conversation) => (await postgres.ReadAsync(
        """
        WITH opened AS (DELETE FROM gptm_open_turns WHERE conversation = $1 RETURNING turn),
        ended AS (DELETE FROM gptm_ended_turns WHERE conversation = $1 RETURNING 1)
        SELECT ((SELECT count(turn) FROM opened) + (SELECT count(*) FROM ended))::int
        """,
        row => row.GetInt32(0), conversation.ToString()))[0];

    public async Task<IReadOnlyList<TurnRecord>> OfAsync(ConversationId conversation, CancellationToken cancellationToken) =>
    [
        .. (await postgres.ReadAsync("SELECT conversation, turn, state, reason, ended_at FROM gptm_ended_turns WHERE conversation = $1 ORDER BY ended_at", ReadEnded, conversation.ToString())).OfType<TurnRecord>(),
        .. (await postgres.ReadAsync("SELECT conversation, turn FROM gptm_open_turns WHERE conversation = $1 AND turn IS NOT NULL", ReadOpen, conversation.ToString())).OfType<TurnRecord>(),
    ];

    public async Task<IReadOnlyList<TurnRecord>> ListAsync(TurnFilter filter, CancellationToken cancellationToken)
    {
        string prefix = filter.Tenant is { } tenant ? $"{tenant}/" : "";
        var before = Utc(filter.Before ?? DateTimeOffset.MaxValue);
        var records = filter.State is { } state
            ? await postgres.ReadAsync(
                """
                SELECT conversation, turn, state, reason, ended_at FROM gptm_ended_turns
                WHERE state = $1 AND ended_at < $2 AND starts_with(conversation, $3) ORDER BY ended_at DESC LIMIT $4
                """,
                ReadEnded, state.ToString(), before, prefix, filter.Limit)
            : await postgres.ReadAsync(
                """
                SELECT conversation, turn FROM gptm_open_turns
                WHERE turn IS NOT NULL AND opened_at < $1 AND starts_with(conversation, $2) ORDER BY opened_at DESC LIMIT $3
                """,
                ReadOpen, before, prefix, filter.Limit);
        return [.. records.OfType<TurnRecord>()];
    }

    public async Task<TurnRecord?> FindEndedAsync(string id, CancellationToken cancellationToken) =>
        await postgres.ReadAsync("SELECT conversation, turn, state, reason, ended_at FROM gptm_ended_turns WHERE id = $1", ReadEnded, id) is [var record] ? record : null;

    /// <summary>A bounded piece of what may be forgotten; the next time, the next piece.</summary>
    private async Task PruneAsync()
    {
        await postgres.ExecuteAsync(
            "DELETE FROM gptm_ended_turns WHERE id IN (SELECT id FROM gptm_ended_turns WHERE state NOT IN ($1, $2) AND ended_at < $3 LIMIT 1000)",
            nameof(TurnState.DeadLetter), TurnJson.Unreadable, Now - TurnJson.Kept);
        await postgres.ExecuteAsync(
            """
            DELETE FROM gptm_open_turns WHERE turn IS NULL AND conversation IN (
              SELECT conversation FROM gptm_open_turns WHERE turn IS NULL AND changed_at < $1 LIMIT 1000 FOR UPDATE SKIP LOCKED)
            """,
            Now - ITurnTable.OwnerKept);
    }

    private static TurnRecord? ReadOpen(NpgsqlDataReader row) => TurnJson.Record(row.GetString(0), row.GetString(1));

    private static TurnRecord? ReadEnded(NpgsqlDataReader row) => TurnJson.Record(
        row.GetString(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3), new DateTimeOffset(row.GetDateTime(4)));

    private static void Check(ConversationId conversation, int rows)
    {
        if (rows == 0)
        {
            throw new TurnTakenOverException(conversation.ToString());
        }
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private static DateTime Utc(DateTimeOffset time) => time.UtcDateTime;
}
