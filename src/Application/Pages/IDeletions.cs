using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Pages;

/// <summary>What Meta accounts asked to be forgotten, kept before it is done and shown after.</summary>
public interface IDeletions
{
    /// <summary>Durable when it returns. The same request once more changes nothing, whatever became of the first.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer; it has to be asked again.</exception>
    Task AcceptAsync(Deletion deletion, CancellationToken cancellationToken);

    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    Task<IReadOnlyList<Deletion>> PendingAsync(CancellationToken cancellationToken);

    /// <returns>Null: there is none with this code.</returns>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    Task<Deletion?> ReadAsync(string code, CancellationToken cancellationToken);

    /// <summary>It is done: the account itself is no longer named.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer; it is done again.</exception>
    Task FinishAsync(Deletion deletion, CancellationToken cancellationToken);
}

/// <param name="Code">Names the request: 32 hex digits that nobody can guess.</param>
/// <param name="Person">Whom it is about; null: it is done.</param>
/// <param name="Received">When Meta brought it.</param>
/// <param name="Done">When it was done; null: it is to be done.</param>
public sealed record Deletion(string Code, PersonId? Person, DateTimeOffset Received, DateTimeOffset? Done);
