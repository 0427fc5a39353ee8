using GptMessenger.Application.Audit;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Shops;

/// <summary>Has a tenant's shop read anew; it begins soon and is not waited for.</summary>
/// <returns>Whether there is a shop connected.</returns>
/// <exception cref="Conversations.StoreUnavailableException">The store did not answer.</exception>
public sealed record RequestShopSync(TenantId Tenant) : IRequest<bool>, IAudited
{
    public AuditMark Mark => new(Tenant, "had the shop read");
}

internal sealed class RequestShopSyncHandler(IConnectedShops shops, IShopKeeper keeper) : IRequestHandler<RequestShopSync, bool>
{
    public async Task<bool> Handle(RequestShopSync request, CancellationToken cancellationToken)
    {
        if (await shops.FindAsync(request.Tenant, cancellationToken) is not { IsConnected: true })
        {
            return false;
        }

        await keeper.KeepAsync(request.Tenant);
        return true;
    }
}
