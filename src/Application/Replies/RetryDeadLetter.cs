using GptMessenger.Application.Audit;
using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Replies;

/// <summary>A dead letter is tried again, of which is known whose it is.</summary>
internal sealed record RetryDeadLetter(ConversationId Conversation, string Turn) : IRequest<Reopening>, IAudited
{
    public AuditMark Mark => AuditMark.Of(Conversation, "tried a dead letter again");
}

internal sealed class RetryDeadLetterHandler(IConversationInbox inbox) : IRequestHandler<RetryDeadLetter, Reopening>
{
    public Task<Reopening> Handle(RetryDeadLetter request, CancellationToken cancellationToken) =>
        inbox.ReopenAsync(request.Conversation, request.Turn, cancellationToken);
}
