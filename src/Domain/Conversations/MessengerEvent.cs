namespace GptMessenger.Domain.Conversations;

/// <summary>
/// What one element of Messenger's <c>messaging</c> or <c>standby</c> array is about.
/// Source: Messenger Platform, "Webhook events" (state of 2026-11).
/// </summary>
public enum EventKind
{
    /// <summary>The customer wrote, tapped a quick reply, or sent attachments.</summary>
    Message,

    /// <summary>The customer tapped a button.</summary>
    Postback,

    /// <summary>The customer sent a cart.</summary>
    Order,

    /// <summary>A message of the page, as this product stores its own replies.</summary>
    Reply,

    /// <summary>A message of the page, told by Messenger: ours, a person's in the page inbox, or another app's.</summary>
    Echo,

    /// <summary>The customer changed a message.</summary>
    Edit,

    /// <summary>The customer took a message back.</summary>
    Unsend,

    /// <summary>Meta warns, blocks or unblocks the page.</summary>
    PolicyEnforcement,

    /// <summary>Known, and nothing to do: reads, deliveries, reactions, referrals, opt-ins, thread control and the like.</summary>
    Notice,

    /// <summary>A kind this product has never heard of.</summary>
    Unknown,
}

/// <summary>One event of a conversation: what this product understands of it, and the JSON exactly as it came.</summary>
public sealed record MessengerEvent
{
    public required EventKind Kind { get; init; }

    /// <summary>What makes this event the same when it is delivered again: the mid, or a digest where Messenger gives none.</summary>
    public required string Key { get; init; }

    /// <summary>The message id; of an edit or an unsend, that of the message it is about. Null where Messenger gives none.</summary>
    public string? Mid { get; init; }

    /// <summary>The word Messenger uses for this kind, for logs: <c>message</c>, <c>read</c>, <c>optin</c>…</summary>
    public required string Name { get; init; }

    /// <summary>The customer, whichever direction the event has. Null where it names none that could be answered.</summary>
    public SenderId? Customer { get; init; }

    /// <summary>The page the event says it is about. Null where it says none.</summary>
    public string? Page { get; init; }

    /// <summary>Messenger's clock; not to be trusted for order.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>What was written; of a postback its title, of an order its lines.</summary>
    public string? Text { get; init; }

    /// <summary>What the developer of a button or quick reply attached to it.</summary>
    public string? Payload { get; init; }

    /// <summary>Of a message of the page: the titles of what it showed as cards.</summary>
    public IReadOnlyList<string> ShownProducts { get; init; } = [];

    /// <summary>Something came along that this product cannot look at: pictures, voice, files, stickers.</summary>
    public bool HasAttachments { get; init; }

    /// <summary>Of an echo: the app that sent the message.</summary>
    public string? AppId { get; init; }

    /// <summary>Of an echo: what the sender of the message attached to it, see <see cref="Replies.ReplyPart.Metadata"/>.</summary>
    public string? Metadata { get; init; }

    /// <summary>Of a word that messages were delivered or read: all up to then were. Null where it says none.</summary>
    public DateTimeOffset? Watermark { get; init; }

    /// <summary>Delivered under <c>standby</c>: another app or a person has the thread. Stored, never answered.</summary>
    public bool IsStandby { get; init; }

    /// <summary>It was not delivered when it was said, and comes from the platform's own records: stored at its place in time, and not to be answered.</summary>
    public bool IsMissed { get; init; }

    /// <summary>Written by Messenger in the customer's name, as the summary of a lead form is. Stored, never answered.</summary>
    public bool IsByPlatform { get; init; }

    /// <summary>The event as it came, UTF-8.</summary>
    public required ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>The customer says something; whose it is to answer is another question.</summary>
    public bool IsAsked => Kind is EventKind.Message or EventKind.Postback or EventKind.Order;

    public bool AsksForAnswer => IsAsked && !IsStandby && !IsByPlatform && !IsMissed;

    public bool IsFromPage => Kind is EventKind.Reply or EventKind.Echo;

    /// <summary>Part of the conversation: kept in its file.</summary>
    public bool IsStored => Kind is not (EventKind.PolicyEnforcement or EventKind.Notice or EventKind.Unknown);
}
