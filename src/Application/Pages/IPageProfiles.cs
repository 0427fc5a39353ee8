using GptMessenger.Domain.Pages;

namespace GptMessenger.Application.Pages;

/// <summary>Asks the platform what a page says about itself.</summary>
public interface IPageProfiles
{
    /// <exception cref="PageUnreachableException">The platform refused or did not answer.</exception>
    Task<PageDocument> FetchAsync(ConnectedPage page, CancellationToken cancellationToken);
}

public sealed class PageUnreachableException(string message, Exception? innerException = null) : Exception(message, innerException);
