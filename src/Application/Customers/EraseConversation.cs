using GptMessenger.Application.Conversations;
using GptMessenger.Application.Inbox;
using GptMessenger.Application.Replies;
using GptMessenger.Application.Spending;
using MediatR;

namespace GptMessenger.Application.Customers;

/// <summary>At the conversation's desk, which is of no use afterwards. Interrupted, it is finished by being asked for again.</summary>
/// <returns>How many files and records were removed.</returns>
public sealed record EraseConversation(ConversationDesk Desk) : IRequest<int>;

internal sealed class EraseConversationHandler(
    ICustomerFiles files, ITurnLedger ledger, SummaryKeeper summaries, ISpending spending, IErasures erasures, TimeProvider clock) : IRequestHandler<EraseConversation, int>
{
    public async Task<int> Handle(EraseConversation request, CancellationToken cancellationToken)
    {
        var desk = request.Desk;
        await desk.PersonGate.WaitAsync(cancellationToken);
        await desk.Gate.WaitAsync(cancellationToken);
        try
        {
            await erasures.MarkAsync(desk.Id, clock.GetUtcNow(), cancellationToken);

            // The turns first: what is left after a crash in between is silent, and not a turn that answers an empty conversation.
            int turns = await ledger.EraseAsync(desk.Id, cancellationToken);
            int rows = await summaries.EraseAsync(desk, cancellationToken);
            await spending.ForgetAsync(desk.Id, cancellationToken);
            int removed = await files.EraseAsync(desk.Id, cancellationToken);
            (desk.Turn, desk.Conversation, desk.Version, desk.PausedUntil) = (null, null, null, null);
            return turns + rows + removed;
        }
        finally
        {
            desk.Gate.Release();
            desk.PersonGate.Release();
        }
    }
}
