namespace GptMessenger.Domain.Conversations;

/// <summary>Everything said between one customer and one page, oldest first. Never changes: adding gives a new one.</summary>
public sealed class Conversation
{
    // The platform's records have whole seconds; the page's own replies bear the time of our clock.
    private static readonly TimeSpan SameTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SameTimeOfPage = TimeSpan.FromMinutes(1);

    private readonly MessengerEvent[] _events;

    private Conversation(MessengerEvent[] events) => _events = events;

    public static Conversation Empty { get; } = new([]);

    public IReadOnlyList<MessengerEvent> Events => _events;

    /// <summary>The key of the newest event that stays, null when nothing was said yet. An edit goes when its message is taken back.</summary>
    public string? End => Array.FindLast(_events, e => e.Kind != EventKind.Edit)?.Key;

    /// <summary>As a store holds it: taken as it is.</summary>
    public static Conversation Of(IEnumerable<MessengerEvent> events) => new([.. events]);

    public bool Contains(string key) => Array.Exists(_events, e => e.Key == key);

    /// <summary>Whether something that may have been missed is there: by its key, or the same side's same words at the same time, should the platform's records name it otherwise.</summary>
    public bool Knows(MessengerEvent missed)
    {
        ArgumentNullException.ThrowIfNull(missed);
        return Array.Exists(_events, e => e.Key == missed.Key
            || (e.IsFromPage == missed.IsFromPage && e.Text?.Trim() is { Length: > 0 } text && text == missed.Text?.Trim() && (e.Timestamp - missed.Timestamp)?.Duration() < (e.IsFromPage ? SameTimeOfPage : SameTime)));
    }

    /// <summary>Whether the page has said something since then.</summary>
    public bool HasWordOfPageSince(DateTimeOffset? time) => Array.Exists(_events, e => e.IsFromPage && e.Timestamp > time);

    /// <summary>Messenger's id of the message of ours with this metadata, where its echo was stored: the customer has it, whatever its turn knows.</summary>
    public string? MidOf(string metadata) => Array.Find(_events, e => e.Kind == EventKind.Echo && e.Metadata == metadata)?.Mid;

    /// <summary>What the page has said since then, by Messenger's ids.</summary>
    public IEnumerable<(string Mid, string? Text)> SaidByPageSince(DateTimeOffset time) =>
        from said in _events where said.IsFromPage && said.Timestamp >= time && said.Mid is not null select (said.Mid!, said.Text);

    /// <summary>The conversation with this event in it, once: the same object when the event changes nothing.</summary>
    /// <remarks>A message that was taken back loses its text: the event that says so takes its place.</remarks>
    public Conversation With(MessengerEvent @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        if (@event.Kind == EventKind.Unsend)
        {
            return WithUnsend(@event);
        }

        bool isTakenBack = @event.Kind == EventKind.Edit && Array.Exists(_events, e => e.Kind == EventKind.Unsend && e.Mid == @event.Mid);
        int place = @event.IsMissed ? Array.FindLastIndex(_events, e => e.Timestamp <= @event.Timestamp) + 1 : _events.Length;
        return isTakenBack || Contains(@event.Key) ? this : new Conversation([.. _events[..place], @event, .. _events[place..]]);
    }

    /// <summary>What the customer said after the event with this key and no turn has answered, oldest first.</summary>
    /// <param name="key">The last event that is settled; null: none is.</param>
    /// <param name="through">The last event that counts; null: all do. Where the file has lost it, none does.</param>
    /// <remarks>
    /// A file that somebody else rewrote may have lost the event. Then everything up to the page's newest message counts as settled:
    /// a question that is not answered is better than an answer given twice.
    /// </remarks>
    public IReadOnlyList<MessengerEvent> UnansweredAfter(string? key, string? through = null)
    {
        int from = PlaceOf(key);
        int to = through is null ? _events.Length - 1 : Array.FindLastIndex(_events, e => e.Key == through);
        return AsTheyStand(_events.Take(to + 1).Skip(from + 1).Where(e => e.AsksForAnswer));
    }

    /// <summary>Whether the event with this key is there, and came after the one through which all is settled (null: nothing is).</summary>
    public bool HasAfter(string? settled, string key) => Array.FindLastIndex(_events, e => e.Key == key) > PlaceOf(settled);

    /// <summary>Who said what, oldest first: edits applied, what was taken back left out.</summary>
    /// <param name="newest">How far back to look: the newest events only, so that a long history costs no more than a short one.</param>
    public IReadOnlyList<MessengerEvent> Transcript(int newest) =>
        AsTheyStand(_events.TakeLast(newest).Where(e => e.Kind is not (EventKind.Edit or EventKind.Unsend)));

    private int PlaceOf(string? settled)
    {
        int place = settled is null ? -1 : Array.FindLastIndex(_events, e => e.Key == settled);
        return place < 0 && settled is not null ? Array.FindLastIndex(_events, e => e.IsFromPage) : place;
    }

    private Conversation WithUnsend(MessengerEvent unsend)
    {
        int at = Array.FindIndex(_events, e => e.Key == unsend.Key);
        if (at >= 0 && _events[at].Kind == EventKind.Unsend)
        {
            return this;
        }

        MessengerEvent[] events = [.. _events];
        if (at >= 0)
        {
            events[at] = unsend;
        }
        else
        {
            events = [.. events, unsend];
        }

        // What an edit once said of the message is taken back with it.
        return new Conversation(Array.FindAll(events, e => e.Kind != EventKind.Edit || e.Mid is null || e.Mid != unsend.Mid));
    }

    private List<MessengerEvent> AsTheyStand(IEnumerable<MessengerEvent> messages)
    {
        // Looked for once, not once a message: hardly a conversation has any.
        var edits = Array.FindAll(_events, e => e is { Kind: EventKind.Edit, Mid: not null });
        return edits.Length == 0
            ? [.. messages]
            : [.. messages.Select(message => Array.FindLast(edits, edit => edit.Mid == message.Mid) is { } edit ? message with { Text = edit.Text } : message)];
    }
}
