using GptMessenger.Application.Conversations;
using MediatR;

namespace GptMessenger.Application.Inbox;

/// <summary>At the conversation's desk: no person is needed any more.</summary>
public sealed record CloseCase(ConversationDesk Desk) : IRequest;

internal sealed class CloseCaseHandler(SummaryKeeper summaries) : IRequestHandler<CloseCase>
{
    public Task Handle(CloseCase request, CancellationToken cancellationToken) =>
        summaries.UpdateAsync(request.Desk, summary => summary with { Case = null, Failed = null }, cancellationToken);
}
