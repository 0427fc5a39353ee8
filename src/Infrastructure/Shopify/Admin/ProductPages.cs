using System.Runtime.CompilerServices;
using System.Text.Json;
using GptMessenger.Application.Messenger;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Infrastructure.Shopify.Admin;

/// <summary>Reads products some at a time: as many as one query may ask for, which the first answers tell.</summary>
internal sealed class ProductPages(AdminApi api)
{
    private const int FirstSize = 20, LargestSize = 250;

    /// <summary>Of one query, where an answer does not say. Below it for what a page costs more than the one before.</summary>
    private const decimal MaxCost = 1000, Margin = 0.8m;

    /// <summary>All products, in the order of their ids.</summary>
    /// <exception cref="ShopUnreachableException">Shopify refused, did not answer, or gave only a part.</exception>
    public async Task WriteAllAsync(ConnectedShop shop, CatalogueWriter writer, CancellationToken cancellationToken)
    {
        int size = FirstSize;
        string? after = null;
        do
        {
            (var answer, size) = await AskAsync(shop, AdminQueries.Page, size, first => new { first, after }, cancellationToken);
            var products = answer.Data.Member("products");
            foreach (var product in Nodes(shop, products))
            {
                await WriteAsync(shop, writer, product, cancellationToken);
            }

            string? before = after;
            after = Next(shop, products);
            if (after is not null && after == before)
            {
                throw Half(shop);
            }
        }
        while (after is not null);
    }

    /// <summary>Those of them that are there.</summary>
    /// <exception cref="ShopUnreachableException">Shopify refused, did not answer, or gave only a part.</exception>
    public async IAsyncEnumerable<JsonElement> FindAsync(ConnectedShop shop, IReadOnlyList<string> ids, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int size = FirstSize;
        for (int done = 0; done < ids.Count;)
        {
            int asked = 0;
            (var answer, size) = await AskAsync(shop, AdminQueries.Changed, size, first => new { ids = Next(first) }, cancellationToken);
            var nodes = answer.Data.Member("nodes");
            if (nodes.ValueKind != JsonValueKind.Array || nodes.GetArrayLength() != asked)
            {
                throw Half(shop);
            }

            foreach (var node in nodes.EnumerateArray().Where(node => node.ValueKind == JsonValueKind.Object))
            {
                yield return node;
            }

            done += asked;

            IReadOnlyList<string> Next(int first)
            {
                IReadOnlyList<string> next = [.. ids.Skip(done).Take(first)];
                asked = next.Count;
                return next;
            }
        }
    }

    /// <summary>Asks for as many as may be asked for, and fewer where that is too many.</summary>
    /// <returns>The answer, and for how many to ask next.</returns>
    public async Task<(AdminAnswer Answer, int Size)> AskAsync(ConnectedShop shop, string query, int size, Func<int, object> variables, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = await api.AskForAsync(shop, query, variables(size), cancellationToken);
            switch (answer.Outcome)
            {
                case AdminOutcome.Fine:
                    return (answer, Fitting(answer, size) ?? size);
                case AdminOutcome.TooCostly when size > 1:
                    size = Math.Clamp(Fitting(answer, size) ?? (size / 2), 1, size - 1);
                    break;
                default:
                    throw AdminApi.Unreachable(shop, answer);
            }
        }
    }

    public async Task WriteAsync(ConnectedShop shop, CatalogueWriter writer, JsonElement product, CancellationToken cancellationToken)
    {
        var page = product.Member("variants");
        List<JsonElement> variants = [.. Nodes(shop, page)];
        for (string? after = Next(shop, page); after is not null; after = Next(shop, page))
        {
            var answer = await api.AskAsync(shop, AdminQueries.MoreVariants, new { id = product.Member("id").Text(), after }, cancellationToken);
            page = answer.Data.Member("product").Member("variants");
            variants.AddRange(Nodes(shop, page));
        }

        await writer.AddAsync(product, variants, product.Member("collections").Listed(), cancellationToken);
    }

    private static int? Fitting(AdminAnswer answer, int size) =>
        answer.RequestedCost is > 0 and var cost ? (int)Math.Clamp((answer.MaxCost ?? MaxCost) * Margin * size / cost, 1, LargestSize) : null;

    private static JsonElement.ArrayEnumerator Nodes(ConnectedShop shop, JsonElement list) =>
        list.Member("nodes") is { ValueKind: JsonValueKind.Array } nodes ? nodes.EnumerateArray() : throw Half(shop);

    private static string? Next(ConnectedShop shop, JsonElement list) => list.Member("pageInfo").Member("hasNextPage").Flag() switch
    {
        false => null,
        true when list.Member("pageInfo").Member("endCursor").Text() is { Length: > 0 } cursor => cursor,
        _ => throw Half(shop),
    };

    private static ShopUnreachableException Half(ConnectedShop shop) => new($"{shop.Domain} answered with only a part of its products. Sync it again.");
}
