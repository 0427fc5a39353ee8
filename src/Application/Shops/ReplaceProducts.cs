using GptMessenger.Application.Audit;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Shops;

/// <summary>Puts a file of products in the place of the tenant's last one, for shops that no connection keeps up to date.</summary>
/// <exception cref="UnusableProductsException">The file cannot be used; the last one stays.</exception>
public sealed record ReplaceProducts(TenantId Tenant, Stream File, ProductFormat Format) : IRequest<ReplacedProducts>, IAudited
{
    public AuditMark Mark => new(Tenant, "replaced the products with a file");
}

internal sealed class ReplaceProductsHandler(IProductFiles files) : IRequestHandler<ReplaceProducts, ReplacedProducts>
{
    public Task<ReplacedProducts> Handle(ReplaceProducts request, CancellationToken cancellationToken) =>
        files.ReplaceAsync(request.Tenant, request.File, request.Format, cancellationToken);
}

/// <summary>The products of tenants as files, of any size.</summary>
public interface IProductFiles
{
    /// <summary>Reads the file to its end before anything is replaced; one that is the same as the last is not written again.</summary>
    /// <exception cref="UnusableProductsException">It cannot be used; the last one stays.</exception>
    Task<ReplacedProducts> ReplaceAsync(TenantId tenant, Stream file, ProductFormat format, CancellationToken cancellationToken);

    /// <summary>The same with what the shop itself has just said, in its own shapes: that it sells nothing is an answer, too.</summary>
    /// <param name="tenant">Whose shop.</param>
    /// <param name="file">It can be read more than once.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="UnusableProductsException">It cannot be used; the last one stays.</exception>
    Task<ReplacedProducts> TakeOverAsync(TenantId tenant, Stream file, CancellationToken cancellationToken);

    /// <summary>Puts some products in the place of those in the file, takes out what is no longer there, adds what is new. Where there is no file, a sync makes it.</summary>
    /// <returns>Whether something is different from the last file.</returns>
    /// <exception cref="UnusableProductsException">The last file cannot be read; it stays.</exception>
    Task<bool> PatchAsync(TenantId tenant, ProductChanges changes, CancellationToken cancellationToken);
}

public enum ProductFormat
{
    /// <summary>Shopify's REST or GraphQL shapes, see the storage contract.</summary>
    Json,

    /// <summary>What Shopify's admin exports.</summary>
    ShopifyCsv,
}

/// <param name="Offered">How many products are for sale.</param>
/// <param name="Hidden">How many are drafts, archived or unpublished.</param>
/// <param name="Skipped">How many make no sense.</param>
/// <param name="IsChanged">Something is different from the last file.</param>
public sealed record ReplacedProducts(int Offered, int Hidden, int Skipped, bool IsChanged);

/// <summary>A file of products that cannot be used. The message says why, as a sentence.</summary>
public sealed class UnusableProductsException(string message, Exception? innerException = null) : Exception(message, innerException);
