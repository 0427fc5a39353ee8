using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Shops;

/// <summary>What a tenant's shop is and sells, from a cache that is revalidated against the store.</summary>
public interface IStoreCatalog
{
    /// <summary><see cref="Shop.Unknown"/> when no shop is connected.</summary>
    Task<Shop> ReadShopAsync(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>The products that fit the words, best first.</summary>
    Task<ProductMatches> SearchAsync(TenantId tenant, string words, int limit, CancellationToken cancellationToken);
}

/// <param name="Products">At most the limit: first those that match, best first, then others where there is room.</param>
/// <param name="Matched">How many of them match.</param>
/// <param name="Total">How many products the shop sells.</param>
public sealed record ProductMatches(IReadOnlyList<Product> Products, int Matched, int Total)
{
    public static ProductMatches None { get; } = new([], 0, 0);

    public IEnumerable<Product> Matching => Products.Take(Matched);
}
