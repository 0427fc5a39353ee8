using System.Text.Json;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Conversations;
using GptMessenger.Infrastructure.Storage;

namespace GptMessenger.Infrastructure.Shopify.Admin;

/// <summary>What is kept of a shop beside its products.</summary>
internal sealed class StoredShopFiles(IObjectStore store, RevalidatedObjects cache) : IShopFiles, IShopSyncRecords
{
    public async Task<bool> SaveAsync(TenantId tenant, ShopDocument document, CancellationToken cancellationToken)
    {
        string key = StoreKeys.ShopMetadata(tenant);
        var stored = await store.GetAsync(key, knownVersion: null, cancellationToken);
        if (stored?.Content is { } content && content.Span.SequenceEqual(document.Json.Span))
        {
            return false;
        }

        // What was just fetched is right whoever else writes.
        await store.PutAsync(key, document.Json, WriteCondition.Any, cancellationToken);
        cache.Forget(key);
        return true;
    }

    public async Task<ShopSync?> ReadAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        string key = StoreKeys.ShopSync(tenant);
        if ((await store.GetAsync(key, knownVersion: null, cancellationToken))?.Content is not { } content)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<ShopSync>(content.Span, StoredJson.Readable);
        }
        catch (JsonException)
        {
            // It tells a person what happened; one that cannot be read tells nothing, and is written anew.
            return null;
        }
    }

    public Task SaveAsync(TenantId tenant, ShopSync sync, CancellationToken cancellationToken) =>
        store.PutAsync(StoreKeys.ShopSync(tenant), JsonSerializer.SerializeToUtf8Bytes(sync, StoredJson.Readable), WriteCondition.Any, cancellationToken);
}
