using FluentValidation;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
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
        await inbox.DeliverAsync(await pages.FindAsync(request.Channel, request.Page, cancellationToken), request.Event, cancellationToken);
}

internal static class Delivery
{
    /// <summary>To the conversation of the event's customer with this page; null: nobody connected it.</summary>
    public static async Task<Receipt> DeliverAsync(
        this IConversationInbox inbox, ConnectedPage? page, MessengerEvent @event, CancellationToken cancellationToken) => page is null
        ? Receipt.PageNotConnected
        : await inbox.DeliverAsync(new ConversationId(page.Tenant, page.Channel, page.Page, @event.Customer!.Value), @event, cancellationToken);
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
