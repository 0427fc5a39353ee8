using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Application.Replies;

/// <summary>
/// What became of every turn: the open ones, and how the others ended. Dead letters are kept until they are retried or erased, the rest
/// for 30 days.
/// </summary>
public interface ITurnRecords
{
    /// <summary>Turns in this state, newest first.</summary>
    Task<IReadOnlyList<TurnRecord>> ListAsync(TurnFilter filter, CancellationToken cancellationToken);

    /// <summary>All that is known of the conversation's turns: the open one, and those that ended, oldest first.</summary>
    Task<IReadOnlyList<TurnRecord>> OfAsync(ConversationId conversation, CancellationToken cancellationToken);

    /// <summary>The turn with this id that has ended; null: there is none.</summary>
    Task<TurnRecord?> FindEndedAsync(string id, CancellationToken cancellationToken);
}

/// <param name="Conversation">Whose turn.</param>
/// <param name="Turn">As it was last written down; of an answered one the texts are in the conversation and no longer here.</param>
/// <param name="End">Null: it is open.</param>
/// <param name="EndedAt">Null: it is open.</param>
public sealed record TurnRecord(ConversationId Conversation, Turn Turn, TurnEnd? End, DateTimeOffset? EndedAt);

/// <param name="State">Null: open ones.</param>
/// <param name="Limit">At most so many.</param>
/// <param name="Tenant">Null: of all tenants.</param>
/// <param name="Before">Only turns that began (open) or ended before this time: where the list before this one stopped.</param>
public sealed record TurnFilter(TurnState? State, int Limit, TenantId? Tenant = null, DateTimeOffset? Before = null);
