using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Shops;

/// <summary>Asks a connected shop what it is and sells.</summary>
public interface IShopSource
{
    /// <exception cref="ShopUnreachableException">The shop's platform refused or did not answer.</exception>
    Task<ShopDocument> FetchShopAsync(ConnectedShop shop, CancellationToken cancellationToken);

    /// <summary>The whole catalogue; it is there when all of it is.</summary>
    /// <exception cref="ShopUnreachableException">The shop's platform refused, did not answer, or gave only a part.</exception>
    Task<FetchedProducts> FetchProductsAsync(ConnectedShop shop, CancellationToken cancellationToken);

    /// <summary>Some products as they are now.</summary>
    /// <param name="shop">Which shop.</param>
    /// <param name="products">Shopify's numbers of products.</param>
    /// <param name="items">Shopify's numbers of stock items: the products whose forms they are.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ShopUnreachableException">The shop's platform refused or did not answer.</exception>
    Task<ProductChanges> FetchChangesAsync(ConnectedShop shop, IReadOnlyList<string> products, IReadOnlyList<string> items, CancellationToken cancellationToken);
}

/// <summary>A shop's own words, as JSON (UTF-8) without secrets.</summary>
public sealed record ShopDocument(ReadOnlyMemory<byte> Json);

/// <summary>A catalogue on the local disk, gone when this is disposed of.</summary>
/// <param name="File">As <see cref="IProductFiles"/> takes it; it can be read more than once.</param>
/// <param name="Way">How it was read.</param>
public sealed record FetchedProducts(Stream File, SyncWay Way) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => File.DisposeAsync();
}

/// <summary>Some products as they are now, gone from the disk when this is disposed of.</summary>
/// <param name="Asked">Shopify's numbers of them; those that are not in the file are no longer there.</param>
/// <param name="File">As <see cref="IProductFiles"/> takes it.</param>
public sealed record ProductChanges(IReadOnlyCollection<string> Asked, Stream File) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => File.DisposeAsync();
}

/// <summary>The shop was not read. The message says why, as a sentence, and what to do about it.</summary>
public sealed class ShopUnreachableException(string message, Exception? innerException = null) : Exception(message, innerException);
