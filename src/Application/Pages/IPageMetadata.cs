using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;

namespace GptMessenger.Application.Pages;

/// <summary>What is stored of a page.</summary>
public interface IPageMetadata
{
    /// <summary>From a cache that is revalidated; <see cref="PageProfile.Unknown"/> when nothing is stored.</summary>
    Task<PageProfile> ReadAsync(TenantId tenant, Channel channel, PageId page, CancellationToken cancellationToken);

    /// <summary>Stores what the page says about itself now. Writes nothing when it says what is stored already.</summary>
    /// <returns>Whether something changed.</returns>
    Task<bool> SaveAsync(ConnectedPage page, PageDocument document, CancellationToken cancellationToken);
}

/// <summary>A page's own words, as JSON (UTF-8) without secrets.</summary>
public sealed record PageDocument(ReadOnlyMemory<byte> Json);
