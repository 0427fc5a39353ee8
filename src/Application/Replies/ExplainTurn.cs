using FluentValidation;
using GptMessenger.Domain.Replies;
using MediatR;

namespace GptMessenger.Application.Replies;

/// <summary>What became of a turn, and why its reply says what it says.</summary>
public sealed record ExplainTurn(string Id) : IRequest<TurnExplanation?>;

/// <param name="Record">The turn.</param>
/// <param name="Basis">Null: it has no reply, or one from before this was kept.</param>
public sealed record TurnExplanation(TurnRecord Record, AnswerBasis? Basis);

internal sealed class ExplainTurnValidator : AbstractValidator<ExplainTurn>
{
    private const int MaxId = 128;

    public ExplainTurnValidator() => RuleFor(explain => explain.Id).NotEmpty().MaximumLength(MaxId).WithMessage("That is no turn's id.");
}

internal sealed class ExplainTurnHandler(ITurnRecords records, IAnswerRecords answers) : IRequestHandler<ExplainTurn, TurnExplanation?>
{
    /// <summary>An open turn is looked for among the newest.</summary>
    private const int OpenOnes = 500;

    public async Task<TurnExplanation?> Handle(ExplainTurn request, CancellationToken cancellationToken)
    {
        var record = await records.FindEndedAsync(request.Id, cancellationToken)
            ?? (await records.ListAsync(new TurnFilter(State: null, OpenOnes), cancellationToken)).FirstOrDefault(open => open.Turn.Id == request.Id);
        return record is null ? null : new TurnExplanation(record, record.Turn.Basis ?? await answers.FindAsync(record.Conversation, request.Id, cancellationToken));
    }
}
