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

/// <summary>The shop was not read. The message says why, as a sentence, and what to do about it.</summary>
public sealed class ShopUnreachableException(string message, Exception? innerException = null) : Exception(message, innerException);
