using System.Text.Json;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;
using GptMessenger.Infrastructure.Grains;
using Microsoft.Data.Sqlite;

namespace GptMessenger.Infrastructure.LocalDisk;

/// <summary>Open turns as rows of the local database, and those that ended otherwise than answered.</summary>
internal sealed class LocalTurns(LocalDatabase database, TimeProvider clock) : ITurnTable
{
    public async Task<Turn?> FindAsync(ConversationId conversation)
    {
        string? json = await database.RunAsync(connection =>
        {
            using var command = connection.Command("SELECT turn FROM open_turns WHERE conversation = @0", conversation.ToString());
            return command.ExecuteScalar() as string;
        });
        return json is null ? null : JsonSerializer.Deserialize<Turn>(json);
    }

    public Task SaveAsync(ConversationId conversation, Turn turn)
    {
        string json = JsonSerializer.Serialize(turn);
        return database.RunAsync(connection => Save(connection, conversation, json));
    }

    public Task EndAsync(ConversationId conversation, Turn turn, TurnEnd end, Turn? next)
    {
        string json = JsonSerializer.Serialize(turn);
        string? nextJson = next is null ? null : JsonSerializer.Serialize(next);
        long now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        return database.RunAsync(connection =>
        {
            if (end.State != TurnState.Answered && end != TurnEnd.Empty)
            {
                connection.Execute(
                    "INSERT OR REPLACE INTO ended_turns (id, conversation, state, reason, ended_at, turn) VALUES (@0, @1, @2, @3, @4, @5)",
                    turn.Id, conversation.ToString(), end.State.ToString(), end.Reason, now, json);
            }

            return nextJson is null
                ? connection.Execute("DELETE FROM open_turns WHERE conversation = @0", conversation.ToString())
                : Save(connection, conversation, nextJson);
        });
    }

    private static int Save(SqliteConnection connection, ConversationId conversation, string turn) => connection.Execute(
        "INSERT INTO open_turns (conversation, turn) VALUES (@0, @1) ON CONFLICT (conversation) DO UPDATE SET turn = excluded.turn",
        conversation.ToString(), turn);
}
