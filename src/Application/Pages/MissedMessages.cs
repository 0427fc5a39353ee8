using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using MediatR;

namespace GptMessenger.Application.Pages;

/// <summary>Fetches what was said while a page's events were not delivered, and brings it in at the door at which they would have come.</summary>
internal sealed class MissedMessages(IPageThreads threads, ISender sender, TimeProvider clock)
{
    /// <summary>Messenger lets a person answer for that long.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>Clocks differ, and what was on its way when the page was last whole may not have arrived.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    /// <returns>How many messages were not known.</returns>
    /// <exception cref="PageUnreachableException">The platform refused or did not answer; what was fetched by then stays.</exception>
    /// <exception cref="StoreUnavailableException">The store did not answer; the same.</exception>
    public async Task<int> FetchAsync(ConnectedPage page, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var earliest = clock.GetUtcNow() - Longest;
        since -= Overlap;
        int count = 0;
        await foreach (var thread in threads.ReadAsync(page, since > earliest ? since : earliest, cancellationToken))
        {
            // The page's own words first: what they answer is not to be answered again.
            foreach (var missed in thread.OrderByDescending(said => said.IsFromPage))
            {
                count += await DeliverAsync(page, missed, cancellationToken) is Receipt.Stored or Receipt.StoredForPerson ? 1 : 0;
            }
        }

        return count;
    }

    private Task<Receipt> DeliverAsync(ConnectedPage page, MessengerEvent missed, CancellationToken cancellationToken) => missed.Kind == EventKind.Echo
        ? sender.Send(new HandleEcho(page.Channel, page.Page, missed), cancellationToken)
        : sender.Send(new HandleIncomingMessage(page.Channel, page.Page, missed), cancellationToken);
}
