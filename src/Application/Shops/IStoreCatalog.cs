using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Shops;

/// <summary>What a tenant's shop is and sells, from a cache that is revalidated against the store.</summary>
public interface IStoreCatalog
{
    /// <summary><see cref="Shop.Unknown"/> when no shop is connected.</summary>
    Task<Shop> ReadShopAsync(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>The products that fit what is asked, best first.</summary>
    Task<ProductMatches> SearchAsync(TenantId tenant, ProductQuery query, CancellationToken cancellationToken);

    /// <summary>The products with these ids; one that the catalogue does not have is left out.</summary>
    Task<IReadOnlyList<Product>> FindAsync(TenantId tenant, IReadOnlyList<string> ids, CancellationToken cancellationToken);

    /// <summary>What the catalogue's file has besides what is offered, as it was found when it was indexed.</summary>
    Task<SkippedProducts> ReadSkippedAsync(TenantId tenant, CancellationToken cancellationToken);
}

/// <summary>What a customer asks for, in their own words.</summary>
/// <param name="Asked">What is to be answered: chat, with greetings, typing errors and price limits.</param>
/// <param name="Limit">At most so many products.</param>
/// <param name="Earlier">What the customer said before, oldest first: "do you have it in blue?" is about that. Empty: nothing.</param>
public sealed record ProductQuery(string Asked, int Limit, string Earlier = "");

/// <param name="Products">At most the limit: first those that match, best first, then others where there is room.</param>
/// <param name="Matched">How many of them match.</param>
/// <param name="Total">How many products the shop sells.</param>
public sealed record ProductMatches(IReadOnlyList<Product> Products, int Matched, int Total)
{
    public static ProductMatches None { get; } = new([], 0, 0);

    /// <summary>How well each of <see cref="Matching"/> fits, comparable within this search only.</summary>
    public IReadOnlyList<double> Scores { get; init; } = [];

    /// <summary>The store's version of the catalogue; null: there is none.</summary>
    public string? Version { get; init; }

    public IEnumerable<Product> Matching => Products.Take(Matched);
}
