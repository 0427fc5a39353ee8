using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Pages;

namespace GptMessenger.Application.Pages;

/// <summary>What the last check of each page found, without its token.</summary>
public interface IPageHealths
{
    /// <returns>Null: it was never checked.</returns>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    Task<PageHealth?> ReadAsync(ConnectedPage page, CancellationToken cancellationToken);

    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    Task SaveAsync(ConnectedPage page, PageHealth health, CancellationToken cancellationToken);

    /// <summary>The page is no longer connected.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    Task ForgetAsync(ConnectedPage page, CancellationToken cancellationToken);
}
