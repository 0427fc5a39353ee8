using GptMessenger.Application.Audit;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Shops;

/// <summary>Drops the token of a tenant's shop. What is stored of it stays and is answered from, until another shop or file takes its place.</summary>
/// <returns>Whether there was a shop connected.</returns>
/// <exception cref="Conversations.StoreUnavailableException">The store did not answer.</exception>
public sealed record DisconnectShop(TenantId Tenant) : IRequest<bool>, IAudited
{
    public AuditMark Mark => new(Tenant, "disconnected the shop");
}

internal sealed class DisconnectShopHandler(IConnectedShops shops, TimeProvider clock) : IRequestHandler<DisconnectShop, bool>
{
    public async Task<bool> Handle(DisconnectShop request, CancellationToken cancellationToken)
    {
        if (await shops.FindAsync(request.Tenant, cancellationToken) is not { IsConnected: true } shop)
        {
            return false;
        }

        await shops.DisconnectAsync(shop, clock.GetUtcNow(), cancellationToken);
        return true;
    }
}
