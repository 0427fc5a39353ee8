using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Alerts;

/// <summary>
/// Alerts that are still to be delivered, where the engine keeps its own memory: they survive a restart, and any node may deliver them. All of
/// it fails with <see cref="Application.Conversations.StoreUnavailableException"/> where the memory does not answer.
/// </summary>
public interface IAlertOutbox
{
    /// <summary>One that is there already stays as it is.</summary>
    Task AddAsync(Alert alert, CancellationToken cancellationToken);

    /// <summary>What is due, oldest first; put off until then in the same step, so that no other node takes it as well.</summary>
    Task<IReadOnlyList<Alert>> TakeDueAsync(DateTimeOffset now, DateTimeOffset until, int limit, CancellationToken cancellationToken);

    /// <summary>How far it has got; nothing happens where it was removed meanwhile.</summary>
    Task SaveAsync(Alert alert, CancellationToken cancellationToken);

    Task RemoveAsync(Alert alert, CancellationToken cancellationToken);

    /// <returns>How many there were.</returns>
    Task<int> EraseAsync(ConversationId conversation, CancellationToken cancellationToken);
}
