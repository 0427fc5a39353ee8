using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Pages;

/// <summary>The pages of a tenant, without their tokens.</summary>
public sealed record ListPages(TenantId Tenant) : IRequest<IReadOnlyList<ListedPage>>;

internal sealed class ListPagesHandler(IPageConnections connections) : IRequestHandler<ListPages, IReadOnlyList<ListedPage>>
{
    public Task<IReadOnlyList<ListedPage>> Handle(ListPages request, CancellationToken cancellationToken) => Task.FromResult(connections.List(request.Tenant));
}
