using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;

namespace GptMessenger.Application.Conversations;

/// <summary>Keeps conversations: one file each, a JSON array of events that the Python system can carry on, and the other way round.</summary>
public interface IConversationStore
{
    /// <summary>The conversation as stored; an empty one without a version when there is none.</summary>
    /// <exception cref="UnreadableFileException">The file is not a JSON array. It stays as it is.</exception>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    Task<StoredConversation> ReadAsync(ConversationId id, CancellationToken cancellationToken);

    /// <summary>Stores the conversation durably, if the stored one is still the expected version (null: there is none yet).</summary>
    /// <returns>The new version.</returns>
    /// <exception cref="ConversationChangedException">Somebody else wrote in between: read again, merge, write again.</exception>
    /// <exception cref="StoreUnavailableException">The store did not answer; the write may or may not have happened.</exception>
    Task<string> WriteAsync(ConversationId id, Conversation conversation, string? expectedVersion, CancellationToken cancellationToken);

    /// <summary>All conversations of a page. As slow as there are many: not for what somebody waits for.</summary>
    IAsyncEnumerable<ConversationId> ListAsync(ConnectedPage page, CancellationToken cancellationToken);
}

/// <param name="Conversation">What was said.</param>
/// <param name="Version">Opaque; null: not stored yet.</param>
public sealed record StoredConversation(Conversation Conversation, string? Version);
