using GptMessenger.Application.Conversations;
using GptMessenger.Application.Inbox;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using MediatR;

namespace GptMessenger.Application.Pages;

/// <summary>The pages of a tenant, without their tokens, and how they are.</summary>
/// <exception cref="StoreUnavailableException">The store did not answer.</exception>
public sealed record ListPages(TenantId Tenant) : IRequest<IReadOnlyList<PageStanding>>;

internal sealed class ListPagesHandler(IPageConnections connections, IPageHealths healths, IPagePauses pauses, IConversationSummaries summaries) : IRequestHandler<ListPages, IReadOnlyList<PageStanding>>
{
    public async Task<IReadOnlyList<PageStanding>> Handle(ListPages request, CancellationToken cancellationToken)
    {
        var pages = new List<PageStanding>();
        foreach (var page in connections.List(request.Tenant))
        {
            var connected = new ConnectedPage(request.Tenant, Channel.Facebook, page.Page);
            pages.Add(new PageStanding(page, await healths.ReadAsync(connected, cancellationToken), await pauses.SinceAsync(connected, cancellationToken), await summaries.LastOfAsync(connected, cancellationToken)));
        }

        return pages;
    }
}

/// <param name="Page">The page.</param>
/// <param name="Health">Null: it was not checked yet.</param>
/// <param name="PausedSince">Since when the bot keeps silent there; null: it speaks.</param>
/// <param name="Last">When it was last written to, and last wrote.</param>
public sealed record PageStanding(ListedPage Page, PageHealth? Health, DateTimeOffset? PausedSince, PageMoments Last);
