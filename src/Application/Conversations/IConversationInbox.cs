using GptMessenger.Application.Replies;
using GptMessenger.Application.Inbox;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Conversations;

/// <summary>The one door of each conversation: lets events in one at a time, stores them, and sees to it that they are answered.</summary>
public interface IConversationInbox
{
    /// <summary>Returns when the event is durable, or known to be so already; never waits for a reply.</summary>
    /// <exception cref="StoreUnavailableException">It could not be stored: the sender must deliver it again.</exception>
    Task<Receipt> DeliverAsync(ConversationId conversation, MessengerEvent @event, CancellationToken cancellationToken);

    /// <summary>The bot keeps silent in this conversation until then, as after a person's own message; null: it may speak again.</summary>
    /// <exception cref="StoreUnavailableException">It could not be stored.</exception>
    Task PauseAsync(ConversationId conversation, DateTimeOffset? until, CancellationToken cancellationToken);

    /// <summary>Opens a dead letter of this conversation again.</summary>
    /// <exception cref="StoreUnavailableException">It could not be reached or stored.</exception>
    Task<Reopening> ReopenAsync(ConversationId conversation, string turn, CancellationToken cancellationToken);

    /// <summary>Sends what a person of the shop wrote, once for each id, and keeps the bot silent for a while.</summary>
    /// <exception cref="StoreUnavailableException">It could not be recorded or reached; it may have been sent. Under the same id it is not sent twice.</exception>
    Task<PersonAnswerResult> AnswerAsync(ConversationId conversation, string id, string text, CancellationToken cancellationToken);

    /// <summary>No person is needed there any more.</summary>
    /// <exception cref="StoreUnavailableException">It could not be stored.</exception>
    Task SettleAsync(ConversationId conversation, CancellationToken cancellationToken);

    /// <summary>How far the customer has got. Nobody waits for it, and it may be lost.</summary>
    void NoteSeen(ConversationId conversation, SeenMarks seen);

    /// <summary>Forgets everything about it; a send under way is waited for.</summary>
    /// <returns>How many files and records were removed.</returns>
    /// <exception cref="StoreUnavailableException">It was not, or not wholly, done: to be asked for again.</exception>
    Task<int> EraseAsync(ConversationId conversation, CancellationToken cancellationToken);
}

/// <summary>What became of a delivered event.</summary>
public enum Receipt
{
    /// <summary>Stored; where it asks for an answer, a turn is open.</summary>
    Stored,

    /// <summary>Stored; a person has the conversation, so the bot keeps silent.</summary>
    StoredForPerson,

    /// <summary>Known already; nothing changed.</summary>
    Duplicate,

    /// <summary>Messenger's word that one of our own messages was delivered.</summary>
    Confirmed,

    /// <summary>The conversation's file cannot be read, so the event was put aside in a file of its own.</summary>
    PutAside,

    /// <summary>It was said before its customer was erased; nothing of it was kept.</summary>
    Erased,

    /// <summary>Nobody connected this page.</summary>
    PageNotConnected,
}
