using System.Text.Json;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Messenger;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Infrastructure.Storage;

internal sealed class StoredConversations(IObjectStore store) : IConversationStore
{
    public async Task<StoredConversation> ReadAsync(ConversationId id, CancellationToken cancellationToken)
    {
        string key = StoreKeys.Conversation(id);
        if (await store.GetAsync(key, knownVersion: null, cancellationToken) is not { Content: { } content } stored)
        {
            return new StoredConversation(Conversation.Empty, Version: null);
        }

        try
        {
            return new StoredConversation(MessengerJson.ReadFile(content, id.Page), stored.Version);
        }
        catch (JsonException e)
        {
            throw new UnreadableFileException(key, StoredJson.NotJson(e));
        }
    }

    public async Task<string> WriteAsync(ConversationId id, Conversation conversation, string? expectedVersion, CancellationToken cancellationToken)
    {
        string key = StoreKeys.Conversation(id);
        try
        {
            return await store.PutAsync(key, MessengerJson.WriteFile(conversation), WriteCondition.Expecting(expectedVersion), cancellationToken);
        }
        catch (ObjectChangedException)
        {
            throw new ConversationChangedException(key);
        }
    }
}
