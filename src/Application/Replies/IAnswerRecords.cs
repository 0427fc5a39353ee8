using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Application.Replies;

/// <summary>Keeps beside each conversation why its replies say what they say.</summary>
public interface IAnswerRecords
{
    /// <summary>Durable when it returns; the same turn again takes the place of what was kept of it.</summary>
    Task KeepAsync(ConversationId conversation, Turn turn, AnswerBasis basis, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Null: nothing was kept.</summary>
    Task<AnswerBasis?> FindAsync(ConversationId conversation, string turn, CancellationToken cancellationToken);

    /// <summary>Of the turns that were opened in this time, the newest so many; what cannot be read is left out.</summary>
    Task<IReadOnlyList<AnswerRecord>> OfAsync(ConversationId conversation, DateTimeOffset from, DateTimeOffset until, int limit, CancellationToken cancellationToken);
}

/// <param name="Turn">Whose.</param>
/// <param name="At">When the turn ended.</param>
/// <param name="Basis">Why its reply says what it says.</param>
public sealed record AnswerRecord(string Turn, DateTimeOffset At, AnswerBasis Basis)
{
    /// <summary>Messenger's ids of its messages; none in what an earlier version of this product kept.</summary>
    public IReadOnlyList<string> Mids { get; init; } = [];

    /// <summary>From the customer's first word to the last message of the reply; null: not known.</summary>
    public double? Seconds { get; init; }
}
