using System.Text.Encodings.Web;
using System.Text.Json;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Messenger;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Shops;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Shopify.Admin;

/// <summary>Small shops page by page, large ones in bulk; the same catalogue is the same file both ways.</summary>
internal sealed partial class ShopSource(AdminApi api, ProductPages pages, BulkProducts bulk, ShopifyOptions options, ILogger<ShopSource> logger) : IShopSource
{
    /// <summary>Products come and go while they are read, and Shopify's counts lag behind; a page that got lost is more than that.</summary>
    private const double Enough = 0.9;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<ShopDocument> FetchShopAsync(ConnectedShop shop, CancellationToken cancellationToken)
    {
        var answer = await api.AskForAsync(shop, AdminQueries.Shop, variables: null, cancellationToken);
        if (answer.Outcome == AdminOutcome.Incomplete)
        {
            LogIncomplete(shop.Domain, answer.Reason);
            answer = answer.Data.Member("shop").ValueKind == JsonValueKind.Object ? answer
                : await api.AskForAsync(shop, AdminQueries.ShopWithoutPolicies, variables: null, cancellationToken);
        }

        if (answer.Data.Member("shop").ValueKind != JsonValueKind.Object)
        {
            throw AdminApi.Unreachable(shop, answer);
        }

        return new ShopDocument(JsonSerializer.SerializeToUtf8Bytes(answer.Data, Readable));
    }

    public async Task<FetchedProducts> FetchProductsAsync(ConnectedShop shop, CancellationToken cancellationToken)
    {
        int count = await CountAsync(shop, cancellationToken);
        var way = count > options.PagedUpTo ? SyncWay.Bulk : SyncWay.Paged;
        var file = TemporaryFile.Open();
        try
        {
            await using var writer = new CatalogueWriter(file);
            writer.Begin();
            await (way == SyncWay.Bulk ? bulk.WriteAllAsync(shop, writer, cancellationToken) : pages.WriteAllAsync(shop, writer, cancellationToken));
            await writer.EndAsync(cancellationToken);
            if (writer.Count < Enough * Math.Min(count, way == SyncWay.Bulk ? count : await CountAsync(shop, cancellationToken)))
            {
                throw new ShopUnreachableException($"{shop.Domain} has {count} products and gave {writer.Count}. Sync it again.");
            }

            return new FetchedProducts(file, way);
        }
        catch (Exception e)
        {
            await file.DisposeAsync();
            if (e is IOException)
            {
                throw new StoreUnavailableException($"The products of {shop.Domain} cannot be kept on the local disk: {e.Message}", e);
            }

            throw;
        }
    }

    public async Task<ProductChanges> FetchChangesAsync(ConnectedShop shop, IReadOnlyList<string> products, IReadOnlyList<string> items, CancellationToken cancellationToken)
    {
        var ids = products.ToHashSet(StringComparer.Ordinal);
        await foreach (var item in pages.FindAsync(shop, [.. items.Select(id => $"gid://shopify/InventoryItem/{id}")], cancellationToken))
        {
            // One without a product is gone, and its product was told of apart.
            _ = item.Member("variant").Member("product").NumericId() is { } product && ids.Add(product);
        }

        var file = TemporaryFile.Open();
        try
        {
            await using var writer = new CatalogueWriter(file);
            writer.Begin();
            await foreach (var product in pages.FindAsync(shop, [.. ids.Select(id => $"gid://shopify/Product/{id}")], cancellationToken))
            {
                await pages.WriteAsync(shop, writer, product, cancellationToken);
            }

            await writer.EndAsync(cancellationToken);
            return new ProductChanges(ids, file);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private async Task<int> CountAsync(ConnectedShop shop, CancellationToken cancellationToken)
    {
        var answer = await api.AskAsync(shop, AdminQueries.Count, variables: null, cancellationToken);
        return answer.Data.Member("productsCount").Member("count").Number() is >= 0 and <= int.MaxValue and var count
            ? (int)count
            : throw new ShopUnreachableException($"{shop.Domain} does not say how many products it has: the app may lack the permission read_products. Connect the shop again.");
    }

    [LoggerMessage(LogLevel.Warning, "{Shop} was read without what the app may not see, connect it again to grant that: {Reason}")]
    private partial void LogIncomplete(ShopDomain shop, string reason);
}
