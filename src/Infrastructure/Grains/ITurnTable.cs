using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Infrastructure.Grains;

/// <summary>Where turns are written down. Each method returns when its change is durable.</summary>
internal interface ITurnTable
{
    Task<Turn?> FindAsync(ConversationId conversation);

    Task SaveAsync(ConversationId conversation, Turn turn);

    Task EndAsync(ConversationId conversation, Turn turn, TurnEnd end, Turn? next);
}
