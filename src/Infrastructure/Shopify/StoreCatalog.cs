using GptMessenger.Application.Shops;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Shops;
using GptMessenger.Infrastructure.Storage;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Shopify;

/// <summary>The shop's two files as a catalogue that can be searched.</summary>
internal sealed partial class StoreCatalog(RevalidatedObjects cache, ILogger<StoreCatalog> logger) : IStoreCatalog
{
    private static readonly ProductIndex Nothing = new([]);

    public Task<Shop> ReadShopAsync(TenantId tenant, CancellationToken cancellationToken) =>
        cache.ReadAsync(StoreKeys.ShopMetadata(tenant), ReadShop, Shop.Unknown, cancellationToken);

    public async Task<ProductMatches> SearchAsync(TenantId tenant, ProductQuery query, CancellationToken cancellationToken)
    {
        string key = StoreKeys.ShopProducts(tenant);
        var indexed = cache.ReadAsync(key, content => ReadProducts(key, content), Nothing, cancellationToken);
        var described = ReadShopAsync(tenant, cancellationToken);
        await Task.WhenAll(indexed, described);
        var (index, shop) = (await indexed, await described);
        var (listings, matched) = index.Search(PriceLimit.Without($"{query.Earlier}\n{query.Asked}"), query.Limit);
        return new ProductMatches([.. listings.Select(listing => listing.In(shop))], matched, index.Count);
    }

    private static Shop ReadShop(ReadOnlyMemory<byte> content)
    {
        using var file = StoredJson.Parse(content);
        return ShopReader.Read(file.RootElement);
    }

    private ProductIndex ReadProducts(string key, ReadOnlyMemory<byte> content)
    {
        using var file = StoredJson.Parse(content);
        var products = ProductReader.Read(file.RootElement);
        LogRead(key, products.Listings.Count, products.Hidden);
        if (products.Malformed > 0)
        {
            LogMalformed(key, products.Malformed);
        }

        return new ProductIndex(products.Listings);
    }

    [LoggerMessage(LogLevel.Information, "{Key} was read: {Offered} products for sale, {Hidden} that are not")]
    private partial void LogRead(string key, int offered, int hidden);

    [LoggerMessage(LogLevel.Warning, "{Key} holds {Malformed} products without a title or an id: they are not offered")]
    private partial void LogMalformed(string key, int malformed);
}
