using GptMessenger.Application.Audit;
using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Customers;

/// <summary>
/// Forgets a customer of a page: the conversation, everything that is kept beside it, its turns and what is in memory. Also where the page is
/// connected no more. A customer who writes again is a new one.
/// </summary>
/// <returns>How many files and records were removed; 0: nothing was known of this customer.</returns>
public sealed record EraseCustomer(ConversationId Conversation) : IRequest<int>, IAudited
{
    public AuditMark Mark => new(Conversation.Tenant, "erased a customer", $"page {Conversation.Page}");
}

internal sealed class EraseCustomerHandler(IConversationInbox inbox) : IRequestHandler<EraseCustomer, int>
{
    public Task<int> Handle(EraseCustomer request, CancellationToken cancellationToken) => inbox.EraseAsync(request.Conversation, cancellationToken);
}
