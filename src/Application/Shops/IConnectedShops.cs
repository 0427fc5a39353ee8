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

    /// <summary>Drops its token and remembers since when it is gone. What is stored of it stays.</summary>
    /// <exception cref="Conversations.StoreUnavailableException">The store did not answer; part of it may be done.</exception>
    Task<ConnectedShop> DisconnectAsync(ConnectedShop shop, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Deletes everything that is stored of it, its token included.</summary>
    /// <exception cref="Conversations.StoreUnavailableException">The store did not answer; part of it may be done.</exception>
    Task ForgetAsync(ConnectedShop shop, CancellationToken cancellationToken);
}
