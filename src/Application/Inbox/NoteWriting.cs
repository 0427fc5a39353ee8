using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Inbox;

/// <summary>A person is writing an answer: others who have the conversation open are to see it, so that the customer is not answered twice.</summary>
public sealed record NoteWriting(ConversationId Conversation, InboxWriter Writer) : IRequest;

internal sealed class NoteWritingHandler(IInboxNews news) : IRequestHandler<NoteWriting>
{
    public Task Handle(NoteWriting request, CancellationToken cancellationToken)
    {
        news.Writing(request.Conversation, request.Writer);
        return Task.CompletedTask;
    }
}
