using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Inbox;

/// <summary>Summaries as every memory keeps them, and as nodes tell each other of them.</summary>
public static class SummaryJson
{
    private static readonly JsonSerializerOptions Rows = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        IgnoreReadOnlyProperties = true,
        Converters = { new IdJson() },
    };

    public static string Write(ConversationSummary summary) => JsonSerializer.Serialize(summary, Rows);

    /// <returns>Null when it is none: one broken row must not hide the others, and its conversation writes it anew.</returns>
    public static ConversationSummary? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ConversationSummary>(json, Rows) is { Conversation: not null } summary ? summary with { Snippet = summary.Snippet ?? "" } : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed class IdJson : JsonConverter<ConversationId>
    {
        public override ConversationId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && ConversationId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("That is no conversation.");

        public override void Write(Utf8JsonWriter writer, ConversationId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
