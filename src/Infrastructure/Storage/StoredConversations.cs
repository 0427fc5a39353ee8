using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Messenger;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;

namespace GptMessenger.Infrastructure.Storage;

internal sealed class StoredConversations(IObjectStore store) : IConversationStore
{
    private const string Extension = ".json";

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

        // Rented: a long conversation is a large object, dear to collect, and every turn writes two. Not given back after a failure, when the
        // store's client may still be reading it.
        int size = MessengerJson.FileSize(conversation);
        byte[] file = ArrayPool<byte>.Shared.Rent(size);
        MessengerJson.WriteFile(conversation, file.AsSpan(0, size));
        try
        {
            string version = await store.PutAsync(key, file.AsMemory(0, size), WriteCondition.Expecting(expectedVersion), cancellationToken);
            ArrayPool<byte>.Shared.Return(file, clearArray: true);
            return version;
        }
        catch (ObjectChangedException)
        {
            throw new ConversationChangedException(key);
        }
    }

    public async IAsyncEnumerable<ConversationId> ListAsync(ConnectedPage page, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string folder = StoreKeys.Conversations(page.Tenant, page.Channel, page.Page);
        await foreach (string key in store.ListAsync(folder, cancellationToken))
        {
            if (key.EndsWith(Extension, StringComparison.Ordinal) && SenderId.TryParse(key[folder.Length..^Extension.Length], out var sender))
            {
                yield return new ConversationId(page.Tenant, page.Channel, page.Page, sender);
            }
        }
    }
}
