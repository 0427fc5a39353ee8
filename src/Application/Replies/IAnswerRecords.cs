using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Application.Replies;

/// <summary>Keeps beside each conversation why its replies say what they say.</summary>
public interface IAnswerRecords
{
    /// <summary>Durable when it returns; the same turn again takes the place of what was kept of it.</summary>
    Task KeepAsync(ConversationId conversation, string turn, AnswerBasis basis, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Null: nothing was kept.</summary>
    Task<AnswerBasis?> FindAsync(ConversationId conversation, string turn, CancellationToken cancellationToken);
}
