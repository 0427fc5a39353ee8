using FluentValidation;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Inbox;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;
using MediatR;

namespace GptMessenger.Application.Prompts;

/// <summary>What customers lately asked and were answered, to try a draft on: of each conversation its newest question, then earlier ones.</summary>
/// <param name="Tenant">Whose customers.</param>
/// <param name="Limit">At most so many.</param>
/// <exception cref="StoreUnavailableException">Store or memory did not answer.</exception>
public sealed record ListPastQuestions(TenantId Tenant, int Limit = 5) : IRequest<IReadOnlyList<PastQuestion>>
{
    public const int MaxLimit = 20;
}

/// <param name="Conversation">Whose.</param>
/// <param name="Asked">What the customer said, message by message.</param>
/// <param name="Answer">What was sent.</param>
/// <param name="Record">Why that said what it said.</param>
public sealed record PastQuestion(ConversationId Conversation, IReadOnlyList<string> Asked, string Answer, AnswerRecord Record)
{
    /// <summary>Null: not known.</summary>
    public string? CustomerName { get; init; }

    /// <summary>The titles of what was shown with it as cards.</summary>
    public IReadOnlyList<string> Cards { get; init; } = [];
}

internal sealed class ListPastQuestionsValidator : AbstractValidator<ListPastQuestions>
{
    public ListPastQuestionsValidator() =>
        RuleFor(list => list.Limit).InclusiveBetween(1, ListPastQuestions.MaxLimit).WithMessage($"conversations should be a whole number from 1 to {ListPastQuestions.MaxLimit}.");
}

internal sealed class ListPastQuestionsHandler(IConversationSummaries summaries, PastTurns turns, TimeProvider clock)
    : IRequestHandler<ListPastQuestions, IReadOnlyList<PastQuestion>>
{
    /// <summary>So many conversations are looked at, however few of them have an answer.</summary>
    private const int MostConversations = 60;

    public async Task<IReadOnlyList<PastQuestion>> Handle(ListPastQuestions request, CancellationToken cancellationToken)
    {
        var (newest, earlier) = (new List<PastQuestion>(), new List<PastQuestion>());
        foreach (var row in await summaries.ListAsync(new InboxQuery(request.Tenant, clock.GetUtcNow(), MostConversations), cancellationToken))
        {
            var found = await OfAsync(row, request.Limit, cancellationToken);
            newest.AddRange(found.Take(1));
            earlier.AddRange(found.Skip(1));
            if (newest.Count == request.Limit)
            {
                break;
            }
        }

        return [.. newest.Concat(earlier.OrderByDescending(question => question.Record.At)).Take(request.Limit)];
    }

    private async Task<IReadOnlyList<PastQuestion>> OfAsync(ConversationSummary row, int limit, CancellationToken cancellationToken)
    {
        try
        {
            // What a prompt has no part in says nothing about one.
            return [.. (await turns.OfAsync(row.Conversation, limit, cancellationToken)).Where(turn => turn.Record.Basis.Source != AnswerSource.Fixed).Select(turn => Shown(row, turn))];
        }
        catch (UnreadableFileException)
        {
            // The others are worth trying without it; whoever opens the conversation is told.
            return [];
        }
    }

    private static PastQuestion Shown(ConversationSummary row, PastTurn turn) =>
        new(row.Conversation, [.. turn.Asked.Select(said => said.Text ?? said.Payload ?? "")], string.Join("\n\n", turn.Reply.Select(said => said.Text).OfType<string>()), turn.Record)
        {
            CustomerName = row.CustomerName,
            Cards = [.. turn.Reply.SelectMany(said => said.ShownProducts)],
        };
}
