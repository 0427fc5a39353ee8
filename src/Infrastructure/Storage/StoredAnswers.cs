using System.Text.Json;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Infrastructure.Storage;

/// <summary>One file for each turn: <c>{"conversation":"…","at":"…","basis":{…}}</c>.</summary>
internal sealed class StoredAnswers(IObjectStore store) : IAnswerRecords
{
    public Task KeepAsync(ConversationId conversation, string turn, AnswerBasis basis, DateTimeOffset at, CancellationToken cancellationToken) => store.PutAsync(
        StoreKeys.Answer(conversation, turn), JsonSerializer.SerializeToUtf8Bytes(new Kept(conversation.ToString(), at, basis), StoredJson.Readable), WriteCondition.Any, cancellationToken);

    public async Task<AnswerBasis?> FindAsync(ConversationId conversation, string turn, CancellationToken cancellationToken)
    {
        string key = StoreKeys.Answer(conversation, turn);
        if ((await store.GetAsync(key, knownVersion: null, cancellationToken))?.Content is not { } content)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Kept>(content.Span, StoredJson.Readable)?.Basis;
        }
        catch (JsonException e)
        {
            throw new Application.Conversations.UnreadableFileException(key, StoredJson.NotJson(e));
        }
    }

    private sealed record Kept(string Conversation, DateTimeOffset At, AnswerBasis Basis);
}
