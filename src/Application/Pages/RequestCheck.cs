using GptMessenger.Application.Audit;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Pages;

/// <summary>Has one of the tenant's pages checked now instead of within the hour.</summary>
/// <returns>False: it is not the tenant's.</returns>
public sealed record RequestCheck(TenantId Tenant, PageId Page) : IRequest<bool>, IAudited
{
    public AuditMark Mark => new(Tenant, "had a page checked", $"page {Page}");
}

internal sealed class RequestCheckHandler(IConnectedPages pages, IPageChecks checks) : IRequestHandler<RequestCheck, bool>
{
    public Task<bool> Handle(RequestCheck request, CancellationToken cancellationToken)
    {
        if (pages.Find(Channel.Facebook, request.Page) is not { } page || page.Tenant != request.Tenant)
        {
            return Task.FromResult(false);
        }

        checks.Request(page);
        return Task.FromResult(true);
    }
}
