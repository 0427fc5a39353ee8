using GptMessenger.Application.Audit;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using MediatR;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Application.Pages;

/// <summary>An owner takes a page away from the product: its events are not delivered any more and its token is forgotten. What was said stays stored.</summary>
/// <returns>False: the tenant has not connected it through the product.</returns>
public sealed record DisconnectPage(TenantId Tenant, PageId Page) : IRequest<bool>, IAudited
{
    public AuditMark Mark => new(Tenant, "disconnected a page", $"page {Page}");
}

internal sealed partial class DisconnectPageHandler(IPageConnections connections, IPageSubscriptions subscriptions, IPageHealths healths, ILogger<DisconnectPageHandler> logger)
    : IRequestHandler<DisconnectPage, bool>
{
    public async Task<bool> Handle(DisconnectPage request, CancellationToken cancellationToken)
    {
        if (!connections.List(request.Tenant).Any(page => page.Page == request.Page && page.ConnectedAt is not null))
        {
            return false;
        }

        try
        {
            await subscriptions.UnsubscribeAsync(request.Page, cancellationToken);
        }
        catch (PageUnreachableException e)
        {
            // A dead token cannot unsubscribe, and is a reason to disconnect: events of a page that nobody connected are ignored.
            LogStillSubscribed(request.Page, e.Message);
        }

        // Before the page: what is said from here on is no longer ours to look for, whenever it is connected again.
        await healths.ForgetAsync(new ConnectedPage(request.Tenant, Channel.Facebook, request.Page), cancellationToken);
        return await connections.DisconnectAsync(request.Tenant, request.Page, cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "Page {Page} was disconnected here, Meta still delivers its events, which are ignored: {Reason}")]
    private partial void LogStillSubscribed(PageId page, string reason);
}
