using GptMessenger.Application.Customers;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Infrastructure.Storage;

/// <summary>Finds what is stored of one customer by its keys alone: each of them names the customer.</summary>
internal sealed class StoredCustomers(IObjectStore store) : ICustomerFiles
{
    public async Task<IReadOnlyList<CustomerFile>> ReadAsync(ConversationId conversation, CancellationToken cancellationToken)
    {
        var files = new List<CustomerFile>();
        await foreach (string key in KeysAsync(conversation, cancellationToken))
        {
            if ((await store.GetAsync(key, knownVersion: null, cancellationToken))?.Content is { } content)
            {
                files.Add(new CustomerFile(key, content));
            }
        }

        return files;
    }

    public async Task<int> EraseAsync(ConversationId conversation, CancellationToken cancellationToken)
    {
        int count = 0;
        await foreach (string key in KeysAsync(conversation, cancellationToken))
        {
            if (await store.GetAsync(key, knownVersion: null, cancellationToken) is not null)
            {
                await store.DeleteAsync(key, cancellationToken);
                count++;
            }
        }

        return count;
    }

    /// <summary>The conversation last: whoever looks after a crash in between sees that there is more to remove.</summary>
    private async IAsyncEnumerable<string> KeysAsync(ConversationId conversation, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string folder in StoreKeys.FoldersOf(conversation))
        {
            // Listed to the end before the first is removed: what a list says while it changes is not known of every store.
            var keys = new List<string>();
            await foreach (string key in store.ListAsync(folder, cancellationToken))
            {
                keys.Add(key);
            }

            foreach (string key in keys)
            {
                yield return key;
            }
        }

        // What people did about this customer says so at the end of its name.
        var audited = new List<string>();
        await foreach (string key in store.ListAsync(StoreKeys.Audit(conversation.Tenant), cancellationToken))
        {
            if (key.EndsWith(StoredAudit.About(conversation), StringComparison.Ordinal))
            {
                audited.Add(key);
            }
        }

        foreach (string key in audited)
        {
            yield return key;
        }

        yield return StoreKeys.BotPause(conversation);
        yield return StoreKeys.Conversation(conversation);
    }
}
