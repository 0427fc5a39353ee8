using GptMessenger.Application.Conversations;
using GptMessenger.Application.Inbox;
using GptMessenger.Application.Numbers;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Application.Replies;

/// <summary>Puts the end of a turn on record: in the ledger, beside the conversations where it is a dead letter, and in the numbers.</summary>
internal sealed class TurnRecorder(
    ITurnLedger ledger, IDeadLetters letters, IAnswerRecords answers, SummaryKeeper summaries, NumbersBook numbers, TimeProvider clock)
{
    /// <summary>Keeps beside the conversation why its reply says what it says, where it was sent.</summary>
    public Task KeepBasisAsync(ConversationDesk desk, Turn turn, TurnEnd end, CancellationToken cancellationToken) =>
        end.State == TurnState.Answered && turn.Basis is not null
            ? answers.KeepAsync(desk.Id, turn, turn.Basis, clock.GetUtcNow(), cancellationToken)
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

        if (NeedOf(desk.Id, turn, end) is { } change)
        {
            await summaries.UpdateAsync(desk, change, cancellationToken);
        }

        await ledger.CloseAsync(desk.Id, turn, end, next, cancellationToken);
        numbers.Count(end.State, EndedTurn.Of(desk.Id, desk.Conversation!, turn, end, clock.GetUtcNow()));
    }

    /// <summary>What the end means for whether a person is needed; null: nothing, which is what most turns mean.</summary>
    private Func<ConversationSummary, ConversationSummary>? NeedOf(ConversationId conversation, Turn turn, TurnEnd end)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        return end.State switch
        {
            TurnState.DeadLetter => summary => Opened(summary, CaseReason.Failed) with { Failed = new FailedTurn(turn.Id, end.Reason ?? "", now) },
            TurnState.Answered when turn.Basis is { Source: AnswerSource.Offline, Refused.Count: > 0 } => summary => Opened(summary, CaseReason.DraftsRefused),
            TurnState.Answered when turn.Basis is { IsLeftToPerson: true } => summary => Opened(summary, CaseReason.CouldNotHelp),
            TurnState.Answered or TurnState.HandedOver when turn.Retry is not null => summary => summary with
            {
                Failed = summary.Failed?.Turn == turn.Id ? null : summary.Failed,
                Case = summary.Case is { Reason: CaseReason.Failed } ? null : summary.Case,
            },
            _ => null,
        };

        ConversationSummary Opened(ConversationSummary summary, CaseReason reason) =>
            summary.Case is null ? summary with { Case = new PersonCase(Glance.CaseId(conversation, turn.Id), reason, now) } : summary;
    }
}
