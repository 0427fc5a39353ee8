using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;

namespace GptMessenger.Application.Pages;

/// <summary>A page's conversations as the platform itself keeps them: the only witness of events that were not delivered.</summary>
public interface IPageThreads
{
    /// <summary>
    /// What was said since then, by customer, oldest first: in the shape in which it would have been delivered, and marked as missed
    /// (<see cref="MessengerEvent.IsMissed"/>). Of a long conversation only the newest messages can be read. Slow: the platform allows two calls a second.
    /// </summary>
    /// <exception cref="PageUnreachableException">The platform refused or did not answer.</exception>
    IAsyncEnumerable<IReadOnlyList<MessengerEvent>> ReadAsync(ConnectedPage page, DateTimeOffset since, CancellationToken cancellationToken);
}
