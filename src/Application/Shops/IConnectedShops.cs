using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Shops;

/// <summary>Which shop is whose. A tenant has one shop at most.</summary>
public interface IConnectedShops
{
    /// <returns>Null: the tenant never connected one, or has taken it away. One that uninstalled the app is still found.</returns>
    /// <exception cref="Conversations.StoreUnavailableException">The store did not answer.</exception>
    Task<ConnectedShop?> FindAsync(TenantId tenant, CancellationToken cancellationToken);

    /// <returns>Null: nobody has connected it.</returns>
    /// <exception cref="Conversations.StoreUnavailableException">The store did not answer.</exception>
    Task<ConnectedShop?> FindAsync(ShopDomain domain, CancellationToken cancellationToken);
}
