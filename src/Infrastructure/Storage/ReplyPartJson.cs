using System.Text.Json;
using System.Text.Json.Serialization;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Infrastructure.Storage;

/// <summary>A text or cards, told apart by what they hold: rows of before there were cards hold texts and nothing that says so.</summary>
internal sealed class ReplyPartJson : JsonConverter<ReplyPart>
{
    public override ReplyPart Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var part = document.RootElement;
        ReplyPart? read = part.ValueKind == JsonValueKind.Object && part.TryGetProperty(NameOf(nameof(CardsPart.Cards), options), out _)
            ? part.Deserialize<CardsPart>(options)
            : part.Deserialize<TextPart>(options);
        return read is TextPart { Metadata: not null, Text: not null } or CardsPart { Metadata: not null, Cards: not null }
            ? read
            : throw new JsonException("It is no part of a reply.");
    }

    public override void Write(Utf8JsonWriter writer, ReplyPart value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, value.GetType(), options);

    private static string NameOf(string property, JsonSerializerOptions options) => options.PropertyNamingPolicy?.ConvertName(property) ?? property;
}
