using System.Text.Json;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;
using GptMessenger.Infrastructure.Storage;

namespace GptMessenger.Infrastructure.Grains;

/// <summary>Turns as every table keeps them.</summary>
internal static class TurnJson
{
    /// <summary>How long an ended turn can be listed; dead letters stay until somebody has dealt with them.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>The state of an open turn that nobody could read and that was put aside. No list shows it, and nothing forgets it.</summary>
    public const string Unreadable = "Unreadable";

    private static readonly JsonSerializerOptions Rows = new() { Converters = { new ReplyPartJson() } };

    public static string Write(Turn turn) => JsonSerializer.Serialize(turn, Rows);

    /// <summary>Without the texts and the reasons of an answered turn: they are with the conversation, where they are erased with it.</summary>
    public static string WriteEnded(Turn turn, TurnEnd end) => Write(end.State == TurnState.Answered ? turn with { Parts = [], Basis = null } : turn);

    public static Turn Read(string json) =>
        JsonSerializer.Deserialize<Turn>(json, Rows) is { Id: not null, Parts: not null } turn ? turn : throw new JsonException("It is no turn.");

    /// <returns>Null when it is none: one broken row must not hide the others.</returns>
    public static TurnRecord? Record(string conversation, string turn, string? state = null, string? reason = null, DateTimeOffset? endedAt = null)
    {
        try
        {
            return ConversationId.TryParse(conversation, out var id)
                ? new TurnRecord(id, Read(turn), Enum.TryParse<TurnState>(state, out var end) ? new TurnEnd(end, reason) : null, endedAt)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
