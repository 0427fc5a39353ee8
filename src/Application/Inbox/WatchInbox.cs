using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Inbox;

/// <summary>What changes in a tenant's inbox from now on. The first item comes when nothing can be missed any more: the list is to be read after it.</summary>
public sealed record WatchInbox(TenantId Tenant) : IStreamRequest<InboxNewsItem>;

internal sealed class WatchInboxHandler(IInboxWatch watch) : IStreamRequestHandler<WatchInbox, InboxNewsItem>
{
    public IAsyncEnumerable<InboxNewsItem> Handle(WatchInbox request, CancellationToken cancellationToken) => watch.WatchAsync(request.Tenant, cancellationToken);
}
