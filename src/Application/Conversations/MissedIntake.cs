using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Application.Conversations;

/// <summary>
/// Takes in what was not delivered when it was said. A customer's words that nobody has answered, and that may still be answered, are taken in as
/// if they came now; all else is history, and what the page itself said settles what came before it. Its caller holds the desk's gate.
/// </summary>
internal sealed class MissedIntake(
    ConversationFile file, CustomerIntake customers, ITurnLedger ledger, IBotPause pause, ReplyOptions options, TimeProvider clock)
{
    private const string AnsweredSince = "It was missed when it was said, and the page has spoken since.";

    public async Task<Receipt> AcceptAsync(ConversationDesk desk, MessengerEvent missed, CancellationToken cancellationToken)
    {
        if (desk.Conversation!.Knows(missed) || IsOurs(desk.Turn, missed))
        {
            return Receipt.Duplicate;
        }

        if (missed.IsFromPage)
        {
            return await AcceptWordOfPageAsync(desk, missed, cancellationToken);
        }

        if (WhyNotAnswered(desk.Conversation, missed) is not { } reason)
        {
            return await customers.AcceptAsync(desk, missed with { IsMissed = false }, cancellationToken);
        }

        await customers.RecordForPersonAsync(desk, missed, TurnEnd.HandedOver with { Reason = reason }, cancellationToken);
        await StoreAsync(desk, missed, cancellationToken);
        return Receipt.Stored;
    }

    /// <summary>A person's word, for all that is known. The bot is silent for as long as it would be, had it heard of it in time.</summary>
    private async Task<Receipt> AcceptWordOfPageAsync(ConversationDesk desk, MessengerEvent missed, CancellationToken cancellationToken)
    {
        bool pauses = missed.Timestamp + options.HumanPause is { } until && until > clock.GetUtcNow() && !(desk.PausedUntil >= until);
        if (pauses)
        {
            until = missed.Timestamp!.Value + options.HumanPause;
            desk.PauseUntil(until);
            await pause.SetAsync(desk.Id, until, cancellationToken);
        }

        return await StoreAsync(desk, missed, cancellationToken) || pauses ? Receipt.StoredForPerson : Receipt.Stored;
    }

    /// <summary>At its place in time. Where the open turn's messages come before that, they are settled: which of the stored events were missed is forgotten by a restart.</summary>
    /// <returns>Whether the open turn has lost something to answer.</returns>
    private async Task<bool> StoreAsync(ConversationDesk desk, MessengerEvent missed, CancellationToken cancellationToken)
    {
        await file.AppendAsync(desk, [missed], cancellationToken);
        var conversation = desk.Conversation!;
        if (desk.Turn is not { Retry: null } turn || !conversation.HasAfter(turn.After, missed.Key))
        {
            return false;
        }

        // A reply that is being sent is finished; one that waits for its next try can be dropped.
        bool canDrop = !turn.HasReply || (turn.IsUntouched && turn.NotBefore > clock.GetUtcNow());
        bool hasAskedBefore = conversation.UnansweredAfter(turn.After, missed.Key).Count > 0;
        if (missed.IsFromPage ? !hasAskedBefore || !canDrop : hasAskedBefore)
        {
            return false;
        }

        desk.Turn = missed.IsFromPage ? turn.WithoutReply() with { After = missed.Key, NotBefore = null, Failures = 0 } : turn with { After = missed.Key };
        await ledger.SaveAsync(desk.Id, desk.Turn, cancellationToken);
        return missed.IsFromPage;
    }

    private string? WhyNotAnswered(Conversation conversation, MessengerEvent missed) =>
        conversation.HasWordOfPageSince(missed.Timestamp) ? AnsweredSince
        : clock.GetUtcNow() - missed.Timestamp > options.MessagingWindow
            ? $"It was missed when it was said, and found after the {options.MessagingWindow.TotalHours} hours in which an assistant may answer: a person may, in the page inbox, within 7 days."
        : null;

    /// <summary>A message that the open turn may have sent is its own to find, or it would be sent again.</summary>
    private static bool IsOurs(Turn? turn, MessengerEvent missed) =>
        missed.IsFromPage && turn?.Parts.Any(part => part.Mid == missed.Key || (part.IsInDoubt && part.IsShownAs(missed.Text))) == true;
}
