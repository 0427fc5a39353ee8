using GptMessenger.Application.Alerts;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;

namespace GptMessenger.Application.Inbox;

/// <summary>
/// Keeps a conversation's row in the inbox as the conversation is: the only writer of it, where the conversation is looked after. A case that
/// begins gets its alert before the row says so: after a crash in between it begins once more, and the alert is the same one.
/// </summary>
internal sealed class SummaryKeeper(IConversationSummaries summaries, IAlertOutbox alerts, IInboxNews news, ReplyOptions options, TimeProvider clock)
{
    /// <summary>Brings the row up to date; nothing is written where nothing has changed.</summary>
    /// <param name="desk">The conversation. Where its file was not read yet, the row keeps what it says.</param>
    /// <param name="change">What else is to be changed, of a row that there is; null: nothing.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StoreUnavailableException">It could not be written.</exception>
    public async Task UpdateAsync(ConversationDesk desk, Func<ConversationSummary, ConversationSummary>? change, CancellationToken cancellationToken)
    {
        if (desk is { Conversation: not null, Version: null })
        {
            // There is no file: nobody has said anything yet, or the customer was erased and something of before comes late.
            return;
        }

        await desk.SummaryGate.WaitAsync(cancellationToken);
        try
        {
            desk.Summary ??= await summaries.FindAsync(desk.Id, cancellationToken);
            var now = clock.GetUtcNow();
            var seen = desk.Conversation is { } conversation
                ? new Glance(conversation, desk.Turn, desk.PausedUntil).Refresh(desk.Summary ?? new ConversationSummary(desk.Id), options.AppId, now)
                : desk.Summary;
            var next = seen is null || change is null ? seen : change(seen);
            if (next is null || next == desk.Summary)
            {
                return;
            }

            if (next.Case is { } begun && begun.Id != desk.Summary?.Case?.Id)
            {
                await alerts.AddAsync(Alert.Of(desk.Id, begun, now), cancellationToken);
            }

            await summaries.PutAsync(next, cancellationToken);
            desk.Summary = next;
            news.Changed(next);
        }
        finally
        {
            desk.SummaryGate.Release();
        }
    }

    /// <summary>Forgets the row, and what was to be told of it.</summary>
    /// <returns>How many rows there were: one or none.</returns>
    public async Task<int> EraseAsync(ConversationDesk desk, CancellationToken cancellationToken)
    {
        await desk.SummaryGate.WaitAsync(cancellationToken);
        try
        {
            desk.Summary = null;
            await alerts.EraseAsync(desk.Id, cancellationToken);
            bool wasThere = await summaries.EraseAsync(desk.Id, cancellationToken);
            news.Erased(desk.Id);
            return wasThere ? 1 : 0;
        }
        finally
        {
            desk.SummaryGate.Release();
        }
    }
}
