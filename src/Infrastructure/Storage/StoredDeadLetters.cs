using System.Text.Json;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Infrastructure.Storage;

/// <summary>One file for each turn: <c>{"error":"…","at":"…","conversation":"…","turn":{…}}</c>.</summary>
internal sealed class StoredDeadLetters(IObjectStore store) : IDeadLetters
{
    public Task KeepAsync(ConversationId conversation, Turn turn, string error, DateTimeOffset at, CancellationToken cancellationToken) => store.PutAsync(
        StoreKeys.DeadLetter(conversation, turn.Id),
        JsonSerializer.SerializeToUtf8Bytes(new Letter(error, at, conversation.ToString(), turn), StoredJson.Readable), WriteCondition.Any, cancellationToken);

    public Task RemoveAsync(ConversationId conversation, string turn, CancellationToken cancellationToken) =>
        store.DeleteAsync(StoreKeys.DeadLetter(conversation, turn), cancellationToken);

    private sealed record Letter(string Error, DateTimeOffset At, string Conversation, Turn Turn);
}
