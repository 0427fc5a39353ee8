using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Infrastructure.Storage;

/// <summary>One file for each event: <c>{"reason":"…","event":…}</c>, the event exactly as it came.</summary>
internal sealed class StoredPutAside(IObjectStore store) : IPutAside
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task KeepAsync(ConversationId conversation, MessengerEvent @event, string reason, CancellationToken cancellationToken)
    {
        var file = new ArrayBufferWriter<byte>(@event.Json.Length + reason.Length + 64);
        using (var writer = new Utf8JsonWriter(file, Readable))
        {
            writer.WriteStartObject();
            writer.WriteString("reason", reason);
            writer.WritePropertyName("event");
            writer.WriteRawValue(@event.Json.Span);
            writer.WriteEndObject();
        }

        try
        {
            await store.PutAsync(StoreKeys.PutAside(conversation, @event.Key), file.WrittenMemory, WriteCondition.MustBeMissing, cancellationToken);
        }
        catch (ObjectChangedException)
        {
            // Delivered again: the first one is kept already.
        }
    }
}
