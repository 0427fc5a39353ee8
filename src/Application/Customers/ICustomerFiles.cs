using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Customers;

/// <summary>What is stored of one customer of a page: the conversation, and all that is kept beside it.</summary>
public interface ICustomerFiles
{
    /// <exception cref="Conversations.StoreUnavailableException">The store did not answer.</exception>
    Task<IReadOnlyList<CustomerFile>> ReadAsync(ConversationId conversation, CancellationToken cancellationToken);

    /// <returns>How many there were.</returns>
    /// <exception cref="Conversations.StoreUnavailableException">The store did not answer; some may be gone.</exception>
    Task<int> EraseAsync(ConversationId conversation, CancellationToken cancellationToken);
}

/// <param name="Key">Where it is.</param>
/// <param name="Content">As it is stored; JSON, unless somebody has damaged it.</param>
public sealed record CustomerFile(string Key, ReadOnlyMemory<byte> Content);
