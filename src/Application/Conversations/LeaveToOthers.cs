using GptMessenger.Application.Replies;
using MediatR;

namespace GptMessenger.Application.Conversations;

/// <summary>
/// Another node has taken the conversation over. What was let in at this desk since then has joined a turn that may have ended over there,
/// without a word to the ledger: it gets a turn of its own, for whoever looks after the conversation next. The desk stays as it is.
/// </summary>
public sealed record LeaveToOthers(ConversationDesk Desk) : IRequest;

internal sealed class LeaveToOthersHandler(ConversationFile file, ITurnRecords records, ITurnLedger ledger, TimeProvider clock) : IRequestHandler<LeaveToOthers>
{
    public async Task Handle(LeaveToOthers request, CancellationToken cancellationToken)
    {
        var desk = request.Desk;

        // What is being let in has to be in the file first.
        await desk.Gate.WaitAsync(cancellationToken);
        try
        {
            if (desk is { Turn: { } turn, Conversation.End: { } last })
            {
                await OpenForAsync(desk, turn.Id, last, cancellationToken);
            }
        }
        catch (UnreadableFileException)
        {
            // Nothing is answered there until somebody has mended it.
        }
        finally
        {
            desk.Gate.Release();
        }
    }

    private async Task OpenForAsync(ConversationDesk desk, string id, string last, CancellationToken cancellationToken)
    {
        if (await records.FindEndedAsync(id, cancellationToken) is not { Turn: var ended })
        {
            // Open over there: before it ends the file is read again.
            return;
        }

        using var fresh = new ConversationDesk(desk.Id);
        await file.LoadAsync(fresh, cancellationToken);

        // Whoever wrote after this desk did has seen what this desk let in, and looks after it.
        if (fresh.Turn is null && fresh.Conversation!.End == last && fresh.TurnAfter(ended.SettledByItsEnd(), clock.GetUtcNow()) is { } turn)
        {
            await ledger.OpenAsync(desk.Id, turn, cancellationToken);
        }
    }
}
