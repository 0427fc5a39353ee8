using GptMessenger.Application.Conversations;
using GptMessenger.Application.Messenger;
using GptMessenger.Domain.Replies;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Application.Replies;

/// <summary>The end of a turn: what was sent is added to the conversation, how it ended is recorded, and the next one begins.</summary>
internal sealed partial class TurnEnding(
    ConversationFile file, ReplySender sender, ITurnLedger ledger, IDeadLetters letters, ReplyOptions options, TimeProvider clock,
    Telemetry telemetry, ILogger<TurnEnding> logger)
{
    /// <returns>When the conversation's next turn is to be worked on; null: there is none.</returns>
    public async Task<DateTimeOffset?> EndAsync(ConversationDesk desk, string id, TurnEnd end)
    {
        await desk.Gate.WaitAsync(CancellationToken.None);
        try
        {
            if (desk.Turn is not { } turn || turn.Id != id)
            {
                // Handed over while the gate was waited for.
                return desk.Turn is null ? null : clock.GetUtcNow() + options.QuietTime;
            }

            await file.LoadAsync(desk, CancellationToken.None);
            await AppendRepliesAsync(desk, turn);
            string? settled = turn.SettledByItsEnd();
            var now = clock.GetUtcNow();
            var next = desk.Conversation!.UnansweredAfter(settled).Count > 0
                ? new Turn(Guid.CreateVersion7(now).ToString("N"), desk.LastAskedAt(now), settled)
                : null;
            await RecordAsync(desk, turn, end, next, CancellationToken.None);
            desk.Turn = next;
            LogEnd(end, turn.Parts.Count);
            return next is null ? null : clock.GetUtcNow() + options.QuietTime;
        }
        catch (StoreUnavailableException e)
        {
            return await sender.PostponeAsync(desk, e.Message);
        }
        finally
        {
            desk.Gate.Release();
        }
    }

    /// <summary>Records how the open turn ended and opens the next one. Its caller holds the desk's gate.</summary>
    public async Task RecordAsync(ConversationDesk desk, Turn turn, TurnEnd end, Turn? next, CancellationToken cancellationToken)
    {
        // Before the ledger lets go of the turn: after a crash in between it is ended once more, and the letter written or removed again.
        if (end.State == TurnState.DeadLetter)
        {
            await letters.KeepAsync(desk.Id, turn, end.Reason ?? "", clock.GetUtcNow(), cancellationToken);
        }
        else if (turn.Retry is not null)
        {
            await letters.RemoveAsync(desk.Id, turn.Id, cancellationToken);
        }

        await ledger.CloseAsync(desk.Id, turn, end, next, cancellationToken);
        telemetry.Ended(end.State);
    }

    private async Task AppendRepliesAsync(ConversationDesk desk, Turn turn)
    {
        var replies = turn.Parts.Where(part => part.Mid is not null)
            .Select(part => MessengerJson.Reply(desk.Id, part.Mid!, part.Text, part.TriedAt ?? clock.GetUtcNow()));
        await file.AppendAsync(desk, [.. replies], CancellationToken.None);
    }

    private void LogEnd(TurnEnd end, int parts)
    {
        if (end.State == TurnState.DeadLetter)
        {
            LogDeadLetter(end.Reason);
        }
        else
        {
            LogEnded(end.State, parts, end.Reason ?? "");
        }
    }

    [LoggerMessage(LogLevel.Error, "A customer was not answered and will not be, look into it: {Reason} When that is mended, have the turn tried again: POST /admin/turns/<id>/retry")]
    private partial void LogDeadLetter(string? reason);

    [LoggerMessage(LogLevel.Information, "Turn ended: {State}, messages sent: {Parts}. {Reason}")]
    private partial void LogEnded(TurnState state, int parts, string reason);
}
