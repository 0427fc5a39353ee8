using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Shops;

/// <summary>What is stored of shops beside their products.</summary>
public interface IShopFiles
{
    /// <summary>Stores what the shop says about itself now. Writes nothing when it says what is stored already.</summary>
    /// <returns>Whether something changed.</returns>
    /// <exception cref="Conversations.StoreUnavailableException">The store did not answer.</exception>
    Task<bool> SaveAsync(TenantId tenant, ShopDocument document, CancellationToken cancellationToken);
}
