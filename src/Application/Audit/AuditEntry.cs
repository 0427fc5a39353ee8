using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Audit;

/// <summary>That somebody did something.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Actor">Who: the name that was signed in with, or the admin key.</param>
/// <param name="Action">What, in a few words without a customer's data, such as "paused the bot".</param>
/// <param name="Subject">To what, such as "page 1234"; null: the tenant as a whole.</param>
/// <param name="Conversation">To which customer, so that forgetting the customer removes the entry; null: to none.</param>
/// <param name="Failure">Why it was not done; null: it was.</param>
public sealed record AuditEntry(DateTimeOffset At, string Actor, string Action, string? Subject, ConversationId? Conversation, string? Failure);

/// <summary>What a tenant's people have done, each entry written once and never changed.</summary>
public interface IAuditLog
{
    /// <exception cref="Conversations.StoreUnavailableException">The store did not answer.</exception>
    Task WriteAsync(TenantId tenant, AuditEntry entry, CancellationToken cancellationToken);

    /// <param name="tenant">Whose people.</param>
    /// <param name="before">Entries before this time; null: the newest.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Newest first.</returns>
    /// <exception cref="Conversations.StoreUnavailableException">The store did not answer.</exception>
    Task<IReadOnlyList<AuditEntry>> ReadAsync(TenantId tenant, DateTimeOffset? before, int limit, CancellationToken cancellationToken);
}
