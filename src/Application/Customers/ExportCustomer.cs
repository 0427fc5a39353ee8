using GptMessenger.Application.Audit;
using GptMessenger.Application.Inbox;
using GptMessenger.Application.Replies;
using GptMessenger.Application.Spending;
using GptMessenger.Domain.Conversations;
using MediatR;

namespace GptMessenger.Application.Customers;

/// <summary>Everything that <see cref="EraseCustomer"/> would remove.</summary>
/// <returns>Null: nothing is known of this customer.</returns>
public sealed record ExportCustomer(ConversationId Conversation) : IRequest<CustomerExport?>, IAudited
{
    public AuditMark Mark => AuditMark.Of(Conversation, "exported a customer");
}

/// <param name="Files">As they are stored.</param>
/// <param name="Turns">What became of what the customer wrote, oldest first.</param>
/// <param name="Row">What the inbox shows; null: nothing.</param>
/// <param name="Answers">What is counted for the limit by customer and hour; null: nothing.</param>
public sealed record CustomerExport(IReadOnlyList<CustomerFile> Files, IReadOnlyList<TurnRecord> Turns, ConversationSummary? Row, CountedAnswers? Answers);

internal sealed class ExportCustomerHandler(ICustomerFiles files, ITurnRecords records, IConversationSummaries summaries, ISpending spending) : IRequestHandler<ExportCustomer, CustomerExport?>
{
    public async Task<CustomerExport?> Handle(ExportCustomer request, CancellationToken cancellationToken)
    {
        var reading = files.ReadAsync(request.Conversation, cancellationToken);
        var turns = await records.OfAsync(request.Conversation, cancellationToken);
        var row = await summaries.FindAsync(request.Conversation, cancellationToken);
        var answers = await spending.FindAsync(request.Conversation, cancellationToken);
        var kept = await reading;
        return kept.Count + turns.Count == 0 && row is null && answers is null ? null : new CustomerExport(kept, turns, row, answers);
    }
}
