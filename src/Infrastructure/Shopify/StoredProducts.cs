using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Conversations;
using GptMessenger.Infrastructure.Storage;

namespace GptMessenger.Infrastructure.Shopify;

/// <summary>Replaces <c>shop_products.json</c>. What comes in is kept on the local disk until it is known to be good: a catalogue may be larger than memory.</summary>
internal sealed class StoredProducts(IObjectStore store, Catalogues catalogues) : IProductFiles
{
    private const int MostTries = 5;

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
            return await ReplaceAsync(tenant, kept, async () =>
            {
                var patched = await store.StreamAsync(key, knownVersion: null, (content, cancellationToken) => patch.ApplyAsync(content, kept, cancellationToken), cancellationToken);
                return patched?.Content is { IsChanged: true } ? WriteCondition.MustBe(patched.Version) : null;
            }, cancellationToken);
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
            kept.Position = 0;
            byte[] digest = await SHA256.HashDataAsync(kept, cancellationToken);
            return counted with
            {
                IsChanged = await ReplaceAsync(tenant, kept, async () =>
                {
                    var stored = await store.StreamAsync(key, knownVersion: null, static async (content, cancellationToken) => await SHA256.HashDataAsync(content, cancellationToken), cancellationToken);
                    return stored?.Content is { } known && known.AsSpan().SequenceEqual(digest) ? null : WriteCondition.Expecting(stored?.Version);
                }, cancellationToken),
            };
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Another node may write at the same time: then what it wrote is looked at, and it is done once more.</summary>
    /// <param name="tenant">Whose file.</param>
    /// <param name="kept">What to write.</param>
    /// <param name="compare">Looks at what is stored. Null: nothing would change.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether it was written.</returns>
    private async Task<bool> ReplaceAsync(TenantId tenant, Stream kept, Func<Task<WriteCondition?>> compare, CancellationToken cancellationToken)
    {
        string key = StoreKeys.ShopProducts(tenant);
        for (int left = MostTries; await compare() is { } condition; left--)
        {
            try
            {
                await store.PutAsync(key, kept, condition, cancellationToken);
                catalogues.LookAgain(tenant);
                return true;
            }
            catch (ObjectChangedException e) when (left == 1)
            {
                throw new StoreUnavailableException($"{key} is written by others all the time. Nothing was replaced; it is tried again.", e);
            }
            catch (ObjectChangedException)
            {
                // Theirs counts, until it was looked at. It may be ours, too, where the answer to it got lost.
                catalogues.LookAgain(tenant);
            }
        }

        return false;
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
}
