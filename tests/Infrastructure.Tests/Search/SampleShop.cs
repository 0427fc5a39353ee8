using GptMessenger.Application.Shops;
using GptMessenger.Domain.Shops;
using GptMessenger.Infrastructure.Search;
using GptMessenger.Infrastructure.Shopify;

namespace GptMessenger.Infrastructure.Tests.Search;

/// <summary>The simulator's shop, and what people ask for there.</summary>
internal static class SampleShop
{
    /// <summary>Each with the ids of the products of which one should be found.</summary>
    public static IReadOnlyList<(string Words, IReadOnlySet<string> Handles)> Queries { get; } =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Search", "SampleShopQueries.txt")).Where(line => line.Length > 0 && !line.StartsWith('#')).Select(line => line.Split(" | "))
            .Select(parts => (parts[1], (IReadOnlySet<string>)parts[0].Split(',').ToHashSet(StringComparer.Ordinal))),
    ];

    public static ProductIndex Index { get; } = Build();

    public static IReadOnlyList<Product> Find(string words, int limit = 8, string earlier = "") => Index.Search(new ProductQuery(words, limit, earlier)).Products;

    /// <summary>How often one that fits is among the first eight.</summary>
    public static double Success(Func<string, string> asked) => Queries.Average(query => Find(asked(query.Words)).Any(product => query.Handles.Contains(product.Handle!)) ? 1.0 : 0);

    private static ProductIndex Build()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Search", "shop_products.json"));
        var builder = new ProductIndexBuilder();
        foreach (var product in new ProductFile(file).ReadAsync(CancellationToken.None).ToBlockingEnumerable().Select(ProductReader.Read).Select(read => read.Product).OfType<Product>())
        {
            builder.Add(product);
        }

        return builder.Build();
    }
}
