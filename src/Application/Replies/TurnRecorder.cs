using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Application.Replies;

/// <summary>Puts the end of a turn on record: in the ledger, beside the conversations where it is a dead letter, and in the measurements.</summary>
internal sealed class TurnRecorder(ITurnLedger ledger, IDeadLetters letters, IAnswerRecords answers, TimeProvider clock, Telemetry telemetry)
{
    /// <summary>Keeps beside the conversation why its reply says what it says, where it was sent.</summary>
    public Task KeepBasisAsync(ConversationDesk desk, Turn turn, TurnEnd end, CancellationToken cancellationToken) =>
        end.State == TurnState.Answered && turn.Basis is not null
            ? answers.KeepAsync(desk.Id, turn.Id, turn.Basis, clock.GetUtcNow(), cancellationToken)
            : Task.CompletedTask;

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
}
