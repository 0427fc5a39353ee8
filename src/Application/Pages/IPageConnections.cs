using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;

namespace GptMessenger.Application.Pages;

/// <summary>The pages that owners connected through the product. They win over those of the configuration.</summary>
public interface IPageConnections
{
    /// <summary>Keeps the page and its token, sealed, in the place of what was kept of it. Known to this node at once, to others within seconds.</summary>
    /// <returns>False: it is another tenant's, and nothing was done.</returns>
    /// <exception cref="StoreUnavailableException">The store did not answer; the page may be connected.</exception>
    Task<bool> ConnectAsync(PageConnectionRequest request, CancellationToken cancellationToken);

    /// <summary>Forgets the token first and then the page.</summary>
    /// <returns>False: the tenant has not connected it through the product.</returns>
    /// <exception cref="StoreUnavailableException">The store did not answer; try again.</exception>
    Task<bool> DisconnectAsync(TenantId tenant, PageId page, CancellationToken cancellationToken);

    /// <summary>The pages that this account connected until then, whoever's they are.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    Task<IReadOnlyList<ConnectedPage>> ListAsync(PersonId person, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Forgets for which tenants the account connected pages, unless it has some still.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    Task ForgetAsync(PersonId person, CancellationToken cancellationToken);

    /// <summary>The tenant's pages, those of the configuration included.</summary>
    IReadOnlyList<ListedPage> List(TenantId tenant);
}

/// <param name="Tenant">Whose it becomes.</param>
/// <param name="Page">The page.</param>
/// <param name="Name">As Meta has it.</param>
/// <param name="Token">Speaks for the page.</param>
/// <param name="Person">Who connected it; null: nobody logged in for it.</param>
public sealed record PageConnectionRequest(TenantId Tenant, PageId Page, string? Name, AccessToken Token, PersonId? Person);

/// <param name="Page">The page.</param>
/// <param name="Name">As Meta has it; null where the configuration connects it.</param>
/// <param name="ConnectedAt">Null where the configuration connects it.</param>
/// <param name="HasToken">False: its token cannot be read, so nothing can be sent until it is connected again.</param>
public sealed record ListedPage(PageId Page, string? Name, DateTimeOffset? ConnectedAt, bool HasToken);
