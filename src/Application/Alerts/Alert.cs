using GptMessenger.Application.Inbox;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Alerts;

/// <summary>That a conversation needs a person, on its way to the owner. It holds nothing that anybody wrote.</summary>
/// <param name="Id">The case's: whoever gets it twice can see that it is the same.</param>
/// <param name="Conversation">Which.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When the case began.</param>
public sealed record Alert(string Id, ConversationId Conversation, CaseReason Reason, DateTimeOffset At)
{
    /// <summary>Nothing is tried before that.</summary>
    public DateTimeOffset DueAt { get; init; }

    public int Tries { get; init; }

    /// <summary>The webhook has it.</summary>
    public bool IsPosted { get; init; }

    /// <summary>The mail server has it.</summary>
    public bool IsMailed { get; init; }

    /// <summary>A moment later than the case, so that the case is on record when it is told of.</summary>
    internal static Alert Of(ConversationId conversation, PersonCase begun, DateTimeOffset now) =>
        new(begun.Id, conversation, begun.Reason, begun.Since) { DueAt = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()) + TimeSpan.FromSeconds(1) };
}
