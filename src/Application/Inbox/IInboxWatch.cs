using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Inbox;

/// <summary>Lets an open inbox hear of what changes, on whichever node that happens.</summary>
public interface IInboxWatch
{
    /// <summary>What changes from now on in a tenant's inbox, until it is called off. Of what changes faster than it is taken, the newest state of each conversation.</summary>
    IAsyncEnumerable<InboxNewsItem> WatchAsync(TenantId tenant, CancellationToken cancellationToken);
}

/// <summary>Tells open inboxes; what cannot be told is lost, and no caller ever waits.</summary>
public interface IInboxNews
{
    void Changed(ConversationSummary summary);

    void Erased(ConversationId conversation);

    /// <summary>Somebody is writing an answer. To be told every few seconds while they are.</summary>
    void Writing(ConversationId conversation, InboxWriter writer);
}

/// <param name="Conversation">Which; null: some may have been missed, so the list is to be read anew.</param>
/// <param name="Summary">As it is now; null: it was erased.</param>
public sealed record InboxNewsItem(ConversationId? Conversation, ConversationSummary? Summary)
{
    /// <summary>Who is writing an answer to the customer at the moment, in which case nothing else is said; null: nothing is said of that.</summary>
    public InboxWriter? Writer { get; init; }
}

/// <param name="Desk">Where they write: another one for each open thread.</param>
/// <param name="Name">Who they are.</param>
public sealed record InboxWriter(string Desk, string Name);
