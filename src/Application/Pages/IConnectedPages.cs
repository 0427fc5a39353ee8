using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;

namespace GptMessenger.Application.Pages;

/// <summary>Which pages are connected, and to whom.</summary>
public interface IConnectedPages
{
    /// <summary>As far as this node knows: a page that another node has connected is known after some seconds.</summary>
    ConnectedPage? Find(Channel channel, PageId page);

    /// <summary>As far as this node knows.</summary>
    IReadOnlyList<ConnectedPage> All { get; }

    /// <summary>For events, which nobody brings again once they were turned down: a page that this node does not know may have been connected just now.</summary>
    /// <exception cref="StoreUnavailableException">It is not known, and the store does not say.</exception>
    ValueTask<ConnectedPage?> FindAsync(Channel channel, PageId page, CancellationToken cancellationToken);
}
