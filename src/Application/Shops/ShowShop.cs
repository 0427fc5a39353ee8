using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Shops;
using MediatR;

namespace GptMessenger.Application.Shops;

/// <summary>Which shop a tenant has, and how its last sync ended.</summary>
/// <returns>Null: none, ever.</returns>
/// <exception cref="Conversations.StoreUnavailableException">The store did not answer.</exception>
public sealed record ShowShop(TenantId Tenant) : IRequest<ShownShop?>;

/// <param name="Shop">Which it is.</param>
/// <param name="Sync">Null: there was none yet.</param>
public sealed record ShownShop(ConnectedShop Shop, ShopSync? Sync);

internal sealed class ShowShopHandler(IConnectedShops shops, IShopSyncRecords records) : IRequestHandler<ShowShop, ShownShop?>
{
    public async Task<ShownShop?> Handle(ShowShop request, CancellationToken cancellationToken) =>
        await shops.FindAsync(request.Tenant, cancellationToken) is { } shop ? new ShownShop(shop, await records.ReadAsync(request.Tenant, cancellationToken)) : null;
}
