using System.Diagnostics;
using GptMessenger.Application.Inbox;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Application.Conversations;

/// <summary>
/// One conversation while somebody looks after it: what the store holds of it, in memory, so that it is read once and then only written.
/// Whoever owns the desk runs its commands one step at a time (a grain does); <see cref="Gate"/> keeps reads and writes of the file whole.
/// </summary>
/// <param name="id">Whose.</param>
/// <param name="open">Where its open turn is counted; null: nowhere.</param>
public sealed class ConversationDesk(ConversationId id, OpenTurns? open = null) : IDisposable
{
    private Conversation? _conversation;
    private FoldedConversation? _folded;
    private Turn? _turn;
    private bool _isDisposed;

    public ConversationId Id { get; } = id;

    /// <summary>Held around everything that writes the file or opens and ends a turn; never around a call of the model or of Graph.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>Null until the first use.</summary>
    public Conversation? Conversation
    {
        get => _conversation ??= _folded?.Unfold(Id.Page);
        set => (_conversation, _folded) = (value, null);
    }

    /// <summary>The store's version of <see cref="Conversation"/>.</summary>
    public string? Version { get; set; }

    /// <summary>A write failed and may have happened all the same: what is in memory counts again when the file was read.</summary>
    public bool IsFileInDoubt { get; set; }

    /// <summary>The open turn, as the ledger has it or is about to have it.</summary>
    public Turn? Turn
    {
        get => _turn;
        set
        {
            ForgetTracesBefore(value);
            _turn = value;
            if (value is null || _isDisposed)
            {
                open?.Remove(this);
            }
            else
            {
                open?.Add(this);
            }
        }
    }

    /// <summary>In which traces the open turn's messages came in; null: nobody records traces.</summary>
    public Queue<(string Key, ActivityContext Context)>? Traces { get; set; }

    public DateTimeOffset? PausedUntil { get; set; }

    /// <summary>The conversation's row in the inbox, as it was last written; null: it was not read yet, or there is none.</summary>
    public ConversationSummary? Summary { get; set; }

    /// <summary>Held around what changes <see cref="Summary"/>.</summary>
    public SemaphoreSlim SummaryGate { get; } = new(1, 1);

    /// <summary>Held while what a person wrote is sent: whoever sends it twice waits for the first.</summary>
    public SemaphoreSlim PersonGate { get; } = new(1, 1);

    /// <summary>
    /// A person has the conversation until then. To be called before the store is told: a reply may be about to be sent while that writes.
    /// A turn that waits for its next try ends now, since the pause may be over before that.
    /// </summary>
    public void PauseUntil(DateTimeOffset until)
    {
        PausedUntil = until;
        Turn = Turn is { } turn ? turn with { NotBefore = null } : null;
    }

    /// <summary>Nobody is at work on it: until the next use it takes less memory.</summary>
    public void Fold()
    {
        if (_conversation is { } conversation && Turn is null && Gate.CurrentCount > 0)
        {
            (_conversation, _folded) = (null, _folded ?? FoldedConversation.Of(conversation));
        }
    }

    /// <summary>A reply to what was said so far is being found: what is said from now on makes it stale.</summary>
    public bool IsDeciding { get; set; }

    /// <summary>
    /// When the customer last asked for something: the messaging window runs from there. Messenger's clock is believed between the turn's
    /// opening and now.
    /// </summary>
    /// <param name="now">What time it is.</param>
    /// <param name="turn">Whose opening counts; null: the open turn's.</param>
    public DateTimeOffset LastAskedAt(DateTimeOffset now, Turn? turn = null)
    {
        var opened = (turn ?? Turn)?.OpenedAt ?? now;
        var asked = Conversation?.Events.LastOrDefault(e => e.AsksForAnswer)?.Timestamp ?? opened;
        return asked > now ? now : asked < opened ? opened : asked;
    }

    /// <summary>The customer went on, or took everything back, after the turn's reply was found. Of a turn that a person has tried again, that is no news.</summary>
    public bool IsReplyOvertaken =>
        Turn is { HasReply: true, Retry: null } turn && (Conversation!.UnansweredAfter(turn.Through).Count > 0 || Conversation.UnansweredAfter(turn.After).Count == 0);

    /// <summary>The turn of what the customer said after this event; null: nothing.</summary>
    public Turn? TurnAfter(string? settled, DateTimeOffset now) => Conversation!.UnansweredAfter(settled).Count > 0
        ? new Turn(Guid.CreateVersion7(now).ToString("N"), LastAskedAt(now), settled)
        : null;

    public bool IsPaused(DateTimeOffset now) => PausedUntil > now;

    /// <summary>What came in after the reply was decided on is the next turn's.</summary>
    private void ForgetTracesBefore(Turn? next)
    {
        if (next is null)
        {
            Traces = null;
        }
        else if (next.Id != _turn?.Id)
        {
            while (Traces?.TryDequeue(out var trace) == true && trace.Key != next.After)
            {
                // Of the turn before.
            }
        }
    }

    public void Dispose()
    {
        // Work that outlives its activation still moves the turn, which is another desk's to count by then.
        _isDisposed = true;
        open?.Remove(this);
        Gate.Dispose();
        SummaryGate.Dispose();
        PersonGate.Dispose();
    }
}
