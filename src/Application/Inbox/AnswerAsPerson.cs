using FluentValidation;
using GptMessenger.Application.Audit;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Inbox;

/// <summary>A person of the shop answers a customer, who gets it as a message of the page; the bot keeps silent for a while.</summary>
/// <param name="Conversation">To whom.</param>
/// <param name="Id">Made by the client for this text: a second click, and a second try, bring the same id.</param>
/// <param name="Text">As it was typed; sent in several messages where it is too long for one.</param>
public sealed record AnswerAsPerson(ConversationId Conversation, string Id, string Text) : IRequest<PersonAnswerResult>, IAudited
{
    public const int MaxText = 10_000;

    public AuditMark Mark => AuditMark.Of(Conversation, "answered a customer");

    /// <summary>Without the text: a record would print it.</summary>
    public override string ToString() => $"{nameof(AnswerAsPerson)} {Id} in {Conversation}";
}

internal sealed class AnswerAsPersonValidator : AbstractValidator<AnswerAsPerson>
{
    private const int MinId = 8;
    private const int MaxId = 64;

    public AnswerAsPersonValidator()
    {
        RuleFor(answer => answer.Text).Must(text => !string.IsNullOrWhiteSpace(text) && text.Length <= AnswerAsPerson.MaxText)
            .WithMessage($"text should be 1 to {AnswerAsPerson.MaxText} characters.");
        RuleFor(answer => answer.Id).Must(id => id.Length is >= MinId and <= MaxId && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            .WithMessage($"id should be {MinId} to {MaxId} letters, digits and '-', new for each answer and the same when one is sent again.");
    }
}

internal sealed class AnswerAsPersonHandler(IConnectedPages pages, IConversationInbox inbox) : IRequestHandler<AnswerAsPerson, PersonAnswerResult>
{
    public async Task<PersonAnswerResult> Handle(AnswerAsPerson request, CancellationToken cancellationToken)
    {
        var id = request.Conversation;
        return pages.Find(id.Channel, id.Page)?.Tenant == id.Tenant
            ? await inbox.AnswerAsync(id, request.Id, request.Text, cancellationToken)
            : new PersonAnswerResult(PersonAnswerOutcome.NotConnected);
    }
}
