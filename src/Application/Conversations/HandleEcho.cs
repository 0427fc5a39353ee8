using FluentValidation;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Conversations;

/// <summary>
/// Messenger tells of a message that the page sent: our own (a confirmation), or one that a person wrote in the page inbox
/// (stored, and the bot keeps silent for a while).
/// </summary>
public sealed record HandleEcho(Channel Channel, PageId Page, MessengerEvent Event) : IRequest<Receipt>;

internal sealed class HandleEchoValidator : AbstractValidator<HandleEcho>
{
    public HandleEchoValidator()
    {
        RuleFor(echo => echo.Event.Kind).Equal(EventKind.Echo);
        RuleFor(echo => echo.Event).SetValidator(new ConversationEventValidator());
    }
}

internal sealed class HandleEchoHandler(IConnectedPages pages, IConversationInbox inbox) : IRequestHandler<HandleEcho, Receipt>
{
    public async Task<Receipt> Handle(HandleEcho request, CancellationToken cancellationToken) =>
        await inbox.DeliverAsync(await pages.FindAsync(request.Channel, request.Page, cancellationToken), request.Event, cancellationToken);
}
