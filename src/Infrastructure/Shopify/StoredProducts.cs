using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Conversations;
using GptMessenger.Infrastructure.Storage;

namespace GptMessenger.Infrastructure.Shopify;

/// <summary>Replaces <c>shop_products.json</c>. What comes in is kept on the local disk until it is known to be good: a catalogue may be larger than memory.</summary>
internal sealed class StoredProducts(IObjectStore store, Catalogues catalogues) : IProductFiles
{
    private readonly ConcurrentDictionary<TenantId, SemaphoreSlim> _gates = [];

    public async Task<ReplacedProducts> ReplaceAsync(TenantId tenant, Stream file, ProductFormat format, CancellationToken cancellationToken)
    {
        await using var kept = TemporaryFile.Open();
        if (format == ProductFormat.ShopifyCsv)
        {
            await ShopifyCsv.ToJsonAsync(file, kept, cancellationToken);
        }
        else
        {
            await file.CopyToAsync(kept, cancellationToken);
        }

        var counted = await CountAsync(kept, cancellationToken);
        if (counted.Offered + counted.Hidden == 0)
        {
            throw new UnusableProductsException("The file holds no product that has a title and an id or a handle. Nothing was replaced.");
        }

        return await StoreAsync(tenant, kept, counted, cancellationToken);
    }

    public async Task<ReplacedProducts> TakeOverAsync(TenantId tenant, Stream file, CancellationToken cancellationToken) =>
        await StoreAsync(tenant, file, await CountAsync(file, cancellationToken), cancellationToken);

    public async Task<bool> PatchAsync(TenantId tenant, ProductChanges changes, CancellationToken cancellationToken)
    {
        string key = StoreKeys.ShopProducts(tenant);
        var gate = await EnterAsync(tenant, cancellationToken);
        try
        {
            await using var kept = TemporaryFile.Open();
            var patch = await ProductPatch.ReadAsync(changes, cancellationToken);
            var patched = await store.StreamAsync(key, knownVersion: null, (content, cancellationToken) => patch.ApplyAsync(content, kept, cancellationToken), cancellationToken);
            if (patched?.Content is not { IsChanged: true })
            {
                return false;
            }

            await store.PutAsync(key, kept, cancellationToken);
            catalogues.LookAgain(tenant);
            return true;
        }
        catch (JsonException e)
        {
            throw new UnusableProductsException($"{key} cannot be read: {StoredJson.NotJson(e)} It was left as it is; a sync replaces it.", e);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<ReplacedProducts> StoreAsync(TenantId tenant, Stream kept, ReplacedProducts counted, CancellationToken cancellationToken)
    {
        string key = StoreKeys.ShopProducts(tenant);
        var gate = await EnterAsync(tenant, cancellationToken);
        try
        {
            bool isChanged = !await IsStoredAsync(key, kept, cancellationToken);
            if (isChanged)
            {
                await store.PutAsync(key, kept, cancellationToken);
                catalogues.LookAgain(tenant);
            }

            return counted with { IsChanged = isChanged };
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>One writer of a tenant's file at a time on this node: what changes it reads it first.</summary>
    private async Task<SemaphoreSlim> EnterAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var gate = _gates.GetOrAdd(tenant, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellationToken);
        return gate;
    }

    private static async Task<ReplacedProducts> CountAsync(Stream kept, CancellationToken cancellationToken)
    {
        kept.Position = 0;
        var (offered, hidden, skipped) = (0, 0, 0);
        try
        {
            await foreach (var element in new ProductFile(kept).ReadAsync(cancellationToken))
            {
                var (product, isHidden) = ProductReader.Read(element);
                offered += product is null ? 0 : 1;
                hidden += isHidden ? 1 : 0;
                skipped += product is null && !isHidden ? 1 : 0;
            }
        }
        catch (JsonException e)
        {
            throw new UnusableProductsException($"The file cannot be read: {StoredJson.NotJson(e)} Nothing was replaced.", e);
        }

        return new ReplacedProducts(offered, hidden, skipped, IsChanged: false);
    }

    private async Task<bool> IsStoredAsync(string key, Stream kept, CancellationToken cancellationToken)
    {
        kept.Position = 0;
        byte[] digest = await SHA256.HashDataAsync(kept, cancellationToken);
        var stored = await store.StreamAsync(key, knownVersion: null, static async (content, cancellationToken) => await SHA256.HashDataAsync(content, cancellationToken), cancellationToken);
        return stored?.Content is { } known && known.AsSpan().SequenceEqual(digest);
    }
}
