using System.Text.Json;
using System.Text.Json.Serialization;
using GptMessenger.Application.Inbox;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Alerts;

/// <summary>Alerts as every memory keeps them.</summary>
public static class AlertJson
{
    private static readonly JsonSerializerOptions Rows = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    public static string Write(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return JsonSerializer.Serialize(new Row(alert.Id, alert.Conversation.ToString(), alert.Reason, alert.At, alert.DueAt, alert.Tries, alert.IsPosted, alert.IsMailed), Rows);
    }

    /// <returns>Null when it is none.</returns>
    public static Alert? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Row>(json, Rows) is { Id: not null } row && ConversationId.TryParse(row.Conversation, out var conversation)
                ? new Alert(row.Id, conversation, row.Reason, row.At) { DueAt = row.DueAt, Tries = row.Tries, IsPosted = row.IsPosted, IsMailed = row.IsMailed }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Row(string Id, string Conversation, CaseReason Reason, DateTimeOffset At, DateTimeOffset DueAt, int Tries, bool IsPosted, bool IsMailed);
}
