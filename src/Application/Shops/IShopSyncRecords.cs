using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Shops;

/// <summary>How the last sync of each tenant's shop ended.</summary>
public interface IShopSyncRecords
{
    /// <returns>Null: there was none.</returns>
    /// <exception cref="Conversations.StoreUnavailableException">The store did not answer.</exception>
    Task<ShopSync?> ReadAsync(TenantId tenant, CancellationToken cancellationToken);

    /// <exception cref="Conversations.StoreUnavailableException">The store did not answer.</exception>
    Task SaveAsync(TenantId tenant, ShopSync sync, CancellationToken cancellationToken);
}

public enum SyncWay
{
    /// <summary>Page by page: small shops.</summary>
    Paged,

    /// <summary>As one file that Shopify makes: large shops.</summary>
    Bulk,
}

/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended, well or not.</param>
/// <param name="LastGoodAt">When the last one that ended well did; null: none did.</param>
/// <param name="Way">How the products were read; null: it did not come to that.</param>
/// <param name="Products">What came of it; null: nothing was replaced.</param>
/// <param name="IsShopChanged">The shop itself says something else than before.</param>
/// <param name="Error">Why it failed, as a sentence; null: it ended well.</param>
public sealed record ShopSync(
    DateTimeOffset StartedAt, DateTimeOffset EndedAt, DateTimeOffset? LastGoodAt, SyncWay? Way = null, ReplacedProducts? Products = null, bool IsShopChanged = false, string? Error = null);
