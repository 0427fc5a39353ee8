using GptMessenger.Application.Conversations;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Inbox;

/// <summary>Messenger says how far a customer has got. Nothing waits for it: the next word of it says the same and more.</summary>
/// <returns>False: it says nothing of use, or nobody connected the page.</returns>
public sealed record NoteSeen(Channel Channel, PageId Page, MessengerEvent Event) : IRequest<bool>;

internal sealed class NoteSeenHandler(IConnectedPages pages, IConversationInbox inbox) : IRequestHandler<NoteSeen, bool>
{
    public Task<bool> Handle(NoteSeen request, CancellationToken cancellationToken)
    {
        // A page that this node does not know yet costs a look at the store elsewhere; not for this.
        if (request.Event is not { Watermark: { } until, Customer: { } customer } || pages.Find(request.Channel, request.Page) is not { } page)
        {
            return Task.FromResult(false);
        }

        inbox.NoteSeen(
            new ConversationId(page.Tenant, page.Channel, page.Page, customer),
            request.Event.Name == "read" ? new SeenMarks(Delivered: null, until) : new SeenMarks(until, Read: null));
        return Task.FromResult(true);
    }
}
