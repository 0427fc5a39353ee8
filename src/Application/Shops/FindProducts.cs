using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Shops;
using MediatR;

namespace GptMessenger.Application.Shops;

/// <summary>The products with these ids, as the catalogue has them now.</summary>
/// <returns>By id; one that is gone is left out.</returns>
/// <exception cref="Conversations.StoreUnavailableException">The store did not answer.</exception>
public sealed record FindProducts(TenantId Tenant, IReadOnlyList<string> Ids) : IRequest<IReadOnlyDictionary<string, Product>>;

internal sealed class FindProductsHandler(IStoreCatalog catalog) : IRequestHandler<FindProducts, IReadOnlyDictionary<string, Product>>
{
    public async Task<IReadOnlyDictionary<string, Product>> Handle(FindProducts request, CancellationToken cancellationToken) =>
        (await catalog.FindAsync(request.Tenant, request.Ids, cancellationToken)).ToDictionary(product => product.Id);
}
