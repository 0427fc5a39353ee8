using System.Runtime.CompilerServices;
using GptMessenger.Application.Replies;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Shops;
using GptMessenger.Infrastructure.Storage;

namespace GptMessenger.Infrastructure.Shopify;

/// <summary>The shop's two files as a catalogue that can be searched.</summary>
internal sealed class StoreCatalog(RevalidatedObjects cache, Catalogues catalogues, LongWork work) : IStoreCatalog
{
    /// <summary>Where hardly anything fits, a few more of a large catalogue show what kind of shop this is.</summary>
    private const int LeastShown = 20;

    // What is cached by product (its card and its tokens) is to meet the same one again, until the shop changes.
    private readonly ConditionalWeakTable<Product, Tuple<Shop, Product>> _completed = [];

    public Task<Shop> ReadShopAsync(TenantId tenant, CancellationToken cancellationToken) =>
        cache.ReadAsync(StoreKeys.ShopMetadata(tenant), ReadShop, Shop.Unknown, cancellationToken);

    public async Task<ProductMatches> SearchAsync(TenantId tenant, ProductQuery query, CancellationToken cancellationToken)
    {
        var reading = catalogues.GetAsync(tenant, cancellationToken);
        var shop = await ReadShopAsync(tenant, cancellationToken);
        var catalogue = await reading;
        var index = catalogue.Index;
        var (products, scores) = await work.DoAsync(() => index.Search(query), cancellationToken);
        int room = Math.Min(query.Limit, index.Count <= query.Limit ? query.Limit : LeastShown) - products.Count;
        var others = index.Others(room, products.Select(product => product.Id).ToHashSet(StringComparer.Ordinal));
        return new ProductMatches([.. products.Concat(others).Select(product => In(shop, product))], products.Count, index.Count) { Scores = scores, Version = catalogue.Version };
    }

    public async Task<SkippedProducts> ReadSkippedAsync(TenantId tenant, CancellationToken cancellationToken) =>
        (await catalogues.GetAsync(tenant, cancellationToken)).Skipped;

    public async Task<IReadOnlyList<Product>> FindAsync(TenantId tenant, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var reading = catalogues.GetAsync(tenant, cancellationToken);
        var shop = await ReadShopAsync(tenant, cancellationToken);
        var index = (await reading).Index;
        return [.. ids.Distinct(StringComparer.Ordinal).Select(index.Find).OfType<Product>().Select(product => In(shop, product))];
    }

    private Product In(Shop shop, Product product)
    {
        if (_completed.TryGetValue(product, out var known) && ReferenceEquals(known.Item1, shop))
        {
            return known.Item2;
        }

        var completed = Completed(product, shop);
        _completed.AddOrUpdate(product, Tuple.Create(shop, completed));
        return completed;
    }

    /// <summary>Some files leave it to the shop to say the currency and where the product's page is.</summary>
    internal static Product Completed(Product product, Shop shop) => product with
    {
        Link = product.Link ?? (product.Handle is not null && shop.Storefront is { } storefront
            ? new Uri(storefront, $"/products/{Uri.EscapeDataString(product.Handle)}")
            : null),
        Variants = [.. product.Variants.Select(variant => variant with { Price = In(shop, variant.Price), Before = In(shop, variant.Before) })],
    };

    private static Money? In(Shop shop, Money? price) => price is { Currency: null } amount ? amount with { Currency = shop.Currency } : price;

    private static Shop ReadShop(ReadOnlyMemory<byte> content)
    {
        using var file = StoredJson.Parse(content);
        return ShopReader.Read(file.RootElement);
    }
}
