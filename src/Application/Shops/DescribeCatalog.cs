using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Shops;

/// <summary>What is known of a tenant's shop.</summary>
public sealed record DescribeCatalog(TenantId Tenant) : IRequest<CatalogState>;

/// <param name="ShopName">As the shop says it; empty: it does not.</param>
/// <param name="Total">How many products are for sale.</param>
/// <param name="Version">Of the file; null: there is none.</param>
/// <param name="Skipped">What else is in the file.</param>
public sealed record CatalogState(string ShopName, int Total, string? Version, SkippedProducts Skipped);

internal sealed class DescribeCatalogHandler(IStoreCatalog catalog) : IRequestHandler<DescribeCatalog, CatalogState>
{
    public async Task<CatalogState> Handle(DescribeCatalog request, CancellationToken cancellationToken)
    {
        var shop = catalog.ReadShopAsync(request.Tenant, cancellationToken);
        var all = await catalog.SearchAsync(request.Tenant, new ProductQuery("", 1), cancellationToken);
        return new CatalogState((await shop).Name ?? "", all.Total, all.Version, await catalog.ReadSkippedAsync(request.Tenant, cancellationToken));
    }
}
