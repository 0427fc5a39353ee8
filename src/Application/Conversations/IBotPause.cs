using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Conversations;

/// <summary>
/// Remembers in which conversations the bot keeps silent because a person has taken over. It is asked about stored conversations only;
/// where nobody said anything yet, taking over stores an empty one.
/// </summary>
public interface IBotPause
{
    /// <returns>Until when the bot keeps silent; null: it never was told to.</returns>
    Task<DateTimeOffset?> ReadAsync(ConversationId conversation, CancellationToken cancellationToken);

    Task SetAsync(ConversationId conversation, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>The bot may speak again.</summary>
    Task ClearAsync(ConversationId conversation, CancellationToken cancellationToken);
}
