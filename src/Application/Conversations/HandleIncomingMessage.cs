using FluentValidation;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Conversations;

/// <summary>
/// A customer wrote to a page, tapped a button, sent a cart, or changed or took back a message. Returns when that is durable;
/// the answer follows later (<see cref="Replies.AnswerCustomer"/>).
/// </summary>
public sealed record HandleIncomingMessage(Channel Channel, PageId Page, MessengerEvent Event) : IRequest<Receipt>;

internal sealed class HandleIncomingMessageValidator : AbstractValidator<HandleIncomingMessage>
{
    public HandleIncomingMessageValidator()
    {
        RuleFor(message => message.Event.Kind)
            .Must(kind => kind is EventKind.Message or EventKind.Postback or EventKind.Order or EventKind.Edit or EventKind.Unsend)
            .WithMessage("'{PropertyValue}' is nothing that a customer says.");
        RuleFor(message => message.Event).SetValidator(new ConversationEventValidator());
    }
}

internal sealed class HandleIncomingMessageHandler(IConnectedPages pages, IConversationInbox inbox) : IRequestHandler<HandleIncomingMessage, Receipt>
{
    public async Task<Receipt> Handle(HandleIncomingMessage request, CancellationToken cancellationToken) =>
        pages.Find(request.Channel, request.Page) is { } page
            ? await inbox.DeliverAsync(new(page.Tenant, page.Channel, page.Page, request.Event.Customer!.Value), request.Event, cancellationToken)
            : Receipt.PageNotConnected;
}

/// <summary>What any event must have before it can become part of a conversation.</summary>
internal sealed class ConversationEventValidator : AbstractValidator<MessengerEvent>
{
    private const int MaxKeyLength = 512;

    public ConversationEventValidator()
    {
        RuleFor(e => e.Customer).NotNull().WithMessage("It names no customer by a valid id.");
        RuleFor(e => e.Key).Must(key => key.Length is > 0 and <= MaxKeyLength).WithMessage("Its mid is missing or far too long.");
    }
}
