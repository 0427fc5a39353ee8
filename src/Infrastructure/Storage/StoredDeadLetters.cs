using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Infrastructure.Storage;

/// <summary>One file for each turn: <c>{"error":"…","at":"…","conversation":"…","turn":{…}}</c>.</summary>
internal sealed class StoredDeadLetters(IObjectStore store) : IDeadLetters
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        WriteIndented = true,
        Converters = { new ReplyPartJson() },
    };

    public Task KeepAsync(ConversationId conversation, Turn turn, string error, DateTimeOffset at, CancellationToken cancellationToken) => store.PutAsync(
        StoreKeys.DeadLetter(conversation, turn.Id),
        JsonSerializer.SerializeToUtf8Bytes(new Letter(error, at, conversation.ToString(), turn), Readable), WriteCondition.Any, cancellationToken);

    public Task RemoveAsync(ConversationId conversation, string turn, CancellationToken cancellationToken) =>
        store.DeleteAsync(StoreKeys.DeadLetter(conversation, turn), cancellationToken);

    private sealed record Letter(string Error, DateTimeOffset At, string Conversation, Turn Turn);
}
