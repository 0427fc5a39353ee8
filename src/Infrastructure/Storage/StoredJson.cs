using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Messenger;

namespace GptMessenger.Infrastructure.Storage;

/// <summary>JSON files as other programs write them: a byte order mark in front is allowed.</summary>
internal static class StoredJson
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MessengerJson.MaxDepth };

    /// <summary>What we write for a person to read as well.</summary>
    public static JsonSerializerOptions Readable { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new ReplyPartJson() },
    };

    public static JsonDocument Parse(ReadOnlyMemory<byte> utf8) =>
        JsonDocument.Parse(utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8, Options);

    /// <exception cref="UnreadableFileException">It is not JSON.</exception>
    public static JsonDocument Parse(string key, ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return Parse(utf8);
        }
        catch (JsonException e)
        {
            throw new UnreadableFileException(key, NotJson(e));
        }
    }

    // A parser's own message may quote the file, and with it what a customer wrote: say only where it stopped.
    public static string NotJson(JsonException e) =>
        e.LineNumber is { } line ? $"it is not valid JSON (line {line + 1}, byte {e.BytePositionInLine + 1})." : "it is not a JSON array in UTF-8.";
}
