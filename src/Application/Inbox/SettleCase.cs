using GptMessenger.Application.Audit;
using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Inbox;

/// <summary>An operator has seen to it: the conversation needs no person any more, and what failed in it is settled.</summary>
public sealed record SettleCase(ConversationId Conversation) : IRequest, IAudited
{
    public AuditMark Mark => AuditMark.Of(Conversation, "settled what needed a person");
}

internal sealed class SettleCaseHandler(IConversationInbox inbox) : IRequestHandler<SettleCase>
{
    public Task Handle(SettleCase request, CancellationToken cancellationToken) => inbox.SettleAsync(request.Conversation, cancellationToken);
}
