using GptMessenger.Application.Audit;
using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using MediatR;

namespace GptMessenger.Application.Pages;

/// <summary>
/// The bot keeps silent on the whole page until it is told to go on. Messages are kept as before; a turn that comes up meanwhile is handed over.
/// A reply that was begun is finished.
/// </summary>
/// <returns>False: the page is not the tenant's.</returns>
/// <exception cref="StoreUnavailableException">The store did not answer.</exception>
public sealed record PausePage(TenantId Tenant, PageId Page, bool IsPaused) : IRequest<bool>, IAudited
{
    public AuditMark Mark => new(Tenant, IsPaused ? "paused the bot on a page" : "let the bot go on on a page", $"page {Page}");
}

/// <summary>Which pages the bot keeps silent on.</summary>
public interface IPagePauses
{
    /// <summary>From memory; what was changed on another node is known within ten seconds.</summary>
    /// <returns>Since when; null: it speaks.</returns>
    /// <exception cref="StoreUnavailableException">The store did not answer, and never did about this page.</exception>
    Task<DateTimeOffset?> SinceAsync(ConnectedPage page, CancellationToken cancellationToken);

    /// <param name="page">The page.</param>
    /// <param name="since">Null: it may speak again.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    Task SetAsync(ConnectedPage page, DateTimeOffset? since, CancellationToken cancellationToken);
}

internal sealed class PausePageHandler(IConnectedPages pages, IPagePauses pauses, TimeProvider clock) : IRequestHandler<PausePage, bool>
{
    public async Task<bool> Handle(PausePage request, CancellationToken cancellationToken)
    {
        if (pages.Find(Channel.Facebook, request.Page) is not { } page || page.Tenant != request.Tenant)
        {
            return false;
        }

        await pauses.SetAsync(page, request.IsPaused ? clock.GetUtcNow() : null, cancellationToken);
        return true;
    }
}
