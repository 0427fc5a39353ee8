using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Pages;

/// <summary>An owner takes a page away from the product: its token is forgotten, its events are no longer answered. What was said stays stored.</summary>
/// <returns>False: the tenant has not connected it through the product.</returns>
public sealed record DisconnectPage(TenantId Tenant, PageId Page) : IRequest<bool>;

internal sealed class DisconnectPageHandler(IPageConnections connections) : IRequestHandler<DisconnectPage, bool>
{
    public Task<bool> Handle(DisconnectPage request, CancellationToken cancellationToken) =>
        connections.DisconnectAsync(request.Tenant, request.Page, cancellationToken);
}
