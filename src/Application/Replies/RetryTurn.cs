using FluentValidation;
using MediatR;

namespace GptMessenger.Application.Replies;

/// <summary>A person has mended what was wrong and wants a dead letter tried again.</summary>
public sealed record RetryTurn(string Turn) : IRequest<Reopening>;

internal sealed class RetryTurnValidator : AbstractValidator<RetryTurn>
{
    public RetryTurnValidator() =>
        RuleFor(retry => retry.Turn).Must(id => id.Length is > 0 and <= 64 && id.All(char.IsAsciiLetterOrDigit))
            .WithMessage("A turn's id consists of up to 64 letters and digits, as GET /admin/turns lists it.");
}

internal sealed class RetryTurnHandler(ITurnRecords records, ISender sender) : IRequestHandler<RetryTurn, Reopening>
{
    public async Task<Reopening> Handle(RetryTurn request, CancellationToken cancellationToken) =>
        await records.FindEndedAsync(request.Turn, cancellationToken) switch
        {
            null => Reopening.NoSuchTurn,
            { End.State: not TurnState.DeadLetter } => Reopening.NoDeadLetter,
            { Conversation: var conversation } => await sender.Send(new RetryDeadLetter(conversation, request.Turn), cancellationToken),
        };
}
