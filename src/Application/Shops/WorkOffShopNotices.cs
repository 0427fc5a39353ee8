using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Shops;
using MediatR;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Application.Shops;

/// <summary>
/// Does what a shop's notices ask for. What they say of products is not believed, since they come late, twice and in any order: the products are
/// looked at again, so that an old notice never brings back an old price.
/// </summary>
/// <returns>Whether something is left that should be tried again.</returns>
/// <exception cref="StoreUnavailableException">The store did not answer; what is not done is done next time.</exception>
public sealed record WorkOffShopNotices(TenantId Tenant) : IRequest<bool>;

internal sealed partial class WorkOffShopNoticesHandler(
    IConnectedShops shops, IShopNotices notices, IShopSource source, ShopStock stock, SyncRuns runs, ILogger<WorkOffShopNoticesHandler> logger)
    : IRequestHandler<WorkOffShopNotices, bool>
{
    /// <summary>At once: the rest follows. Changed products are held in memory, and the file is written once for all of them.</summary>
    private const int Most = 500;

    public async Task<bool> Handle(WorkOffShopNotices request, CancellationToken cancellationToken)
    {
        while (await shops.FindAsync(request.Tenant, cancellationToken) is { } shop)
        {
            // Before anything is looked at: a sync that runs by now may have read the products before they changed, and writes what it read later.
            bool isSyncing = runs.IsRunning(shop.Tenant);
            var some = await notices.ListAsync(shop.Domain, Most, cancellationToken);
            shop = await SettleAsync(shop, [.. some.Where(notice => !IsOfGoods(notice))], cancellationToken);
            List<ShopNotice> ofGoods = [.. some.Where(IsOfGoods)];
            try
            {
                if (shop.IsConnected && ofGoods.Count > 0)
                {
                    await LookAtAsync(shop, ofGoods, cancellationToken);
                }
            }
            catch (Exception e) when (e is ShopUnreachableException or UnusableProductsException or UnreadableFileException)
            {
                LogLeft(shop.Domain, ofGoods.Count, e.Message);
                return true;
            }

            if (isSyncing && shop.IsConnected)
            {
                // All of it once more at its end.
                return false;
            }

            await (ofGoods.Count > 0 ? notices.ForgetAsync(shop.Domain, ofGoods, cancellationToken) : Task.CompletedTask);
            if (some.Count < Most)
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsOfGoods(ShopNotice notice) => notice.Kind is NoticeKind.Product or NoticeKind.Stock or NoticeKind.Shop;

    private async Task LookAtAsync(ConnectedShop shop, List<ShopNotice> seen, CancellationToken cancellationToken)
    {
        if (seen.Any(notice => notice.Kind == NoticeKind.Shop))
        {
            await stock.Shops.SaveAsync(shop.Tenant, await source.FetchShopAsync(shop, cancellationToken), cancellationToken);
        }

        string[] products = Subjects(seen, NoticeKind.Product), items = Subjects(seen, NoticeKind.Stock);
        if (products.Length + items.Length > 0)
        {
            await using var changes = await source.FetchChangesAsync(shop, products, items, cancellationToken);
            bool isChanged = await stock.Products.PatchAsync(shop.Tenant, changes, cancellationToken);
            LogLookedAt(shop.Domain, seen.Count, changes.Asked.Count, isChanged);
        }
    }

    /// <summary>What is about the shop's connection or about people, in the order in which it happened.</summary>
    private async Task<ConnectedShop> SettleAsync(ConnectedShop shop, List<ShopNotice> seen, CancellationToken cancellationToken)
    {
        foreach (var notice in seen)
        {
            // Of an earlier connection: Shopify tells it again for hours, and the shop may have come back meanwhile.
            bool isPast = notice.At < shop.ConnectedAt;
            switch (notice.Kind)
            {
                case NoticeKind.Uninstalled when !isPast && shop.IsConnected:
                    shop = await shops.DisconnectAsync(shop, notice.At, cancellationToken);
                    LogUninstalled(shop.Domain, shop.Tenant);
                    break;
                case NoticeKind.ShopRedact when !isPast:
                    shop = shop with { DisconnectedAt = notice.At };
                    await shops.ForgetAsync(shop, cancellationToken);
                    LogRedacted(shop.Domain, shop.Tenant);
                    break;
                case NoticeKind.CustomerDataRequest or NoticeKind.CustomerRedact:
                    await notices.RecordAsync(shop.Tenant, notice, cancellationToken);
                    LogRequest(shop.Domain, notice.Kind, notice.Id);
                    break;
                default:
                    break;
            }
        }

        if (seen.Count > 0)
        {
            await notices.ForgetAsync(shop.Domain, seen, cancellationToken);
        }

        return shop;
    }

    private static string[] Subjects(IEnumerable<ShopNotice> seen, NoticeKind kind) =>
        [.. seen.Where(notice => notice.Kind == kind).Select(notice => notice.Subject).Distinct(StringComparer.Ordinal)];

    [LoggerMessage(LogLevel.Information, "{Shop} sent {Notices} notices: {Products} products and items were looked at again; changed: {Changed}")]
    private partial void LogLookedAt(ShopDomain shop, int notices, int products, bool changed);

    [LoggerMessage(LogLevel.Warning, "{Shop} sent {Notices} notices and cannot be asked, they are tried again: {Reason}")]
    private partial void LogLeft(ShopDomain shop, int notices, string reason);

    [LoggerMessage(LogLevel.Warning, "{Shop} of {Tenant} has uninstalled the app: its token is gone, its catalogue stays until Shopify asks for its deletion. Connect it again to keep it fresh")]
    private partial void LogUninstalled(ShopDomain shop, TenantId tenant);

    [LoggerMessage(LogLevel.Warning, "What was stored of {Shop} of {Tenant} is deleted, as Shopify asked")]
    private partial void LogRedacted(ShopDomain shop, TenantId tenant);

    [LoggerMessage(LogLevel.Warning, "{Shop} sends {Kind} {Id} about one of its customers. Customers of the shop are not linked with those of Messenger; the request is kept for the owner to look into")]
    private partial void LogRequest(ShopDomain shop, NoticeKind kind, string id);
}
