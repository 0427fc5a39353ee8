using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Shops;
using MediatR;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Application.Shops;

/// <summary>Reads a tenant's shop and its whole catalogue, and stores them where they differ. What fails leaves the last good files as they are.</summary>
/// <returns>How it ended, well or not; null: the tenant has no shop connected.</returns>
/// <exception cref="StoreUnavailableException">The store did not answer.</exception>
public sealed record SyncShop(TenantId Tenant) : IRequest<ShopSync?>;

internal sealed partial class SyncShopHandler(IConnectedShops shops, IShopSource source, ShopStock stock, SyncRuns runs, TimeProvider clock, ILogger<SyncShopHandler> logger)
    : IRequestHandler<SyncShop, ShopSync?>
{
    public Task<ShopSync?> Handle(SyncShop request, CancellationToken cancellationToken) =>
        runs.JoinAsync(request.Tenant, () => SyncAsync(request.Tenant, CancellationToken.None), cancellationToken);

    private async Task<ShopSync?> SyncAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        if (await shops.FindAsync(tenant, cancellationToken) is not { IsConnected: true } shop)
        {
            return null;
        }

        var last = await stock.Records.ReadAsync(tenant, cancellationToken);
        var startedAt = clock.GetUtcNow();
        ShopSync sync;
        try
        {
            var document = await source.FetchShopAsync(shop, cancellationToken);
            await using var products = await source.FetchProductsAsync(shop, cancellationToken);
            if (await shops.FindAsync(tenant, cancellationToken) != shop)
            {
                // Else what was deleted meanwhile would come back.
                throw new ShopUnreachableException($"{shop.Domain} was disconnected while it was read.");
            }

            bool isShopChanged = await stock.Shops.SaveAsync(tenant, document, cancellationToken);
            var replaced = await stock.Products.TakeOverAsync(tenant, products.File, cancellationToken);
            var now = clock.GetUtcNow();
            sync = new ShopSync(startedAt, now, now, products.Way, replaced, isShopChanged);
            LogSynced(shop.Domain, products.Way, replaced.Offered, replaced.Hidden, replaced.IsChanged || isShopChanged, (now - startedAt).TotalSeconds);
        }
        catch (Exception e) when (e is ShopUnreachableException or UnusableProductsException or StoreUnavailableException or UnreadableFileException)
        {
            sync = new ShopSync(startedAt, clock.GetUtcNow(), last?.LastGoodAt, Error: e.Message);
            LogFailed(shop.Domain, tenant, e.Message);
        }

        if (await shops.FindAsync(tenant, cancellationToken) == shop)
        {
            await stock.Records.SaveAsync(tenant, sync, cancellationToken);
        }

        return sync;
    }

    [LoggerMessage(LogLevel.Information, "{Shop} was read ({Way}): {Offered} products for sale, {Hidden} that are not; changed: {Changed}; it took {Seconds:0.0} s")]
    private partial void LogSynced(ShopDomain shop, SyncWay way, int offered, int hidden, bool changed, double seconds);

    [LoggerMessage(LogLevel.Warning, "{Shop} of {Tenant} could not be read, what is stored stays in use: {Reason}")]
    private partial void LogFailed(ShopDomain shop, TenantId tenant, string reason);
}

/// <summary>Where what a shop says is kept.</summary>
internal sealed record ShopStock(IShopFiles Shops, IProductFiles Products, IShopSyncRecords Records);
