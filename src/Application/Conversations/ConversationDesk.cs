using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Application.Conversations;

/// <summary>
/// One conversation while somebody looks after it: what the store holds of it, in memory, so that it is read once and then only written.
/// Whoever owns the desk runs its commands one step at a time (a grain does); <see cref="Gate"/> keeps reads and writes of the file whole.
/// </summary>
public sealed class ConversationDesk(ConversationId id) : IDisposable
{
    public ConversationId Id { get; } = id;

    /// <summary>Held around everything that writes the file or opens and ends a turn; never around a call of the model or of Graph.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>Null until the first use.</summary>
    public Conversation? Conversation { get; set; }

    /// <summary>The store's version of <see cref="Conversation"/>.</summary>
    public string? Version { get; set; }

    /// <summary>The open turn, as the ledger has it or is about to have it.</summary>
    public Turn? Turn { get; set; }

    public DateTimeOffset? PausedUntil { get; set; }

    /// <summary>A reply to what was said so far is being found: what is said from now on makes it stale.</summary>
    public bool IsDeciding { get; set; }

    /// <summary>
    /// When the customer last asked for something: the messaging window runs from there. Messenger's clock is believed between the turn's
    /// opening and now.
    /// </summary>
    public DateTimeOffset LastAskedAt(DateTimeOffset now)
    {
        var opened = Turn?.OpenedAt ?? now;
        var asked = Conversation?.Events.LastOrDefault(e => e.AsksForAnswer)?.Timestamp ?? opened;
        return asked > now ? now : asked < opened ? opened : asked;
    }

    /// <summary>The customer went on, or took everything back, after the turn's reply was found.</summary>
    public bool IsReplyOvertaken =>
        Turn is { HasReply: true } turn && (Conversation!.UnansweredAfter(turn.Through).Count > 0 || Conversation.UnansweredAfter(turn.After).Count == 0);

    public bool IsPaused(DateTimeOffset now) => PausedUntil > now;

    public void Dispose() => Gate.Dispose();
}
