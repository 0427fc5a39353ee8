using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Customers;

/// <summary>
/// When customers were erased, without saying who they were: a platform keeps its own copy of a conversation, and what is fetched from there, or
/// delivered late, must not bring an erased one back.
/// </summary>
public interface IErasures
{
    /// <exception cref="Conversations.StoreUnavailableException">The store did not answer.</exception>
    Task MarkAsync(ConversationId conversation, DateTimeOffset at, CancellationToken cancellationToken);

    /// <returns>Null: not in the last days, for as long as anything older can come back.</returns>
    /// <exception cref="Conversations.StoreUnavailableException">The store did not answer.</exception>
    Task<DateTimeOffset?> FindAsync(ConversationId conversation, CancellationToken cancellationToken);
}
