using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Conversations;

/// <summary>Keeps events whose conversation cannot take them, one file each, until a person has looked at it.</summary>
public interface IPutAside
{
    /// <summary>Durable when it returns; the same event again changes nothing.</summary>
    Task KeepAsync(ConversationId conversation, MessengerEvent @event, string reason, CancellationToken cancellationToken);
}
