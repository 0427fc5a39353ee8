using GptMessenger.Application.Conversations;
using GptMessenger.Application.Messenger;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Application.Replies;

/// <summary>The end of a turn: what was sent is added to the conversation, how it ended is recorded, and the next one begins.</summary>
internal sealed partial class TurnEnding(
    ConversationFile file, ReplySender sender, TurnRecorder recorder, ReplyOptions options, TimeProvider clock, ILogger<TurnEnding> logger)
{
    /// <summary>When the conversation's open turn is to be begun; null: there is none.</summary>
    public DateTimeOffset? NextAt(ConversationDesk desk) => desk.Turn is null ? null : clock.GetUtcNow() + options.QuietTime;

    /// <returns>When the conversation's next turn is to be worked on; null: there is none.</returns>
    public async Task<DateTimeOffset?> EndAsync(ConversationDesk desk, string id, TurnEnd end)
    {
        await desk.Gate.WaitAsync(CancellationToken.None);
        try
        {
            if (desk.Turn is not { } turn || turn.Id != id)
            {
                // Handed over while the gate was waited for.
                return NextAt(desk);
            }

            await file.LoadAsync(desk, CancellationToken.None);
            await Task.WhenAll(AppendRepliesAsync(desk, turn), recorder.KeepBasisAsync(desk, turn, end, CancellationToken.None));
            var next = desk.TurnAfter(turn.SettledByItsEnd(), clock.GetUtcNow());
            await recorder.RecordAsync(desk, turn, end, next, CancellationToken.None);
            desk.Turn = next;
            LogEnd(end, turn.Parts.Count);
            return NextAt(desk);
        }
        catch (StoreUnavailableException e) when (e is not TurnTakenOverException)
        {
            return await sender.AwaitStoreAsync(desk, e.Message);
        }
        finally
        {
            desk.Gate.Release();
        }
    }

    private async Task AppendRepliesAsync(ConversationDesk desk, Turn turn)
    {
        var replies = turn.Parts.Where(part => part.Mid is not null)
            .Select(part => Stored(desk.Id, part, part.Mid!, part.TriedAt ?? clock.GetUtcNow()));
        string? version = desk.Version;
        await file.AppendAsync(desk, [.. replies], CancellationToken.None);
        if (desk.Version == version)
        {
            // Nothing was written, so nothing would have failed if another node had let a message in that joined this turn.
            await file.ReloadAsync(desk, CancellationToken.None);
        }
    }

    private static MessengerEvent Stored(ConversationId conversation, ReplyPart part, string mid, DateTimeOffset sentAt) => part switch
    {
        TextPart text => MessengerJson.Reply(conversation, mid, text.Text, sentAt),
        CardsPart cards => MessengerJson.Reply(conversation, mid, cards.Cards, sentAt),
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };

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
