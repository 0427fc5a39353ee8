using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Application.Replies;

/// <summary>
/// Keeps what could not be answered beside the conversations, with the error: whoever has the store alone can see who was left without an
/// answer.
/// </summary>
public interface IDeadLetters
{
    /// <summary>Durable when it returns; the same turn again takes the place of what was kept of it.</summary>
    Task KeepAsync(ConversationId conversation, Turn turn, string error, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>It was answered after all, or is a person's now.</summary>
    Task RemoveAsync(ConversationId conversation, string turn, CancellationToken cancellationToken);
}
