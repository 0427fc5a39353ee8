using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Audit;

/// <summary>A request that is written down when a person makes it.</summary>
public interface IAudited
{
    AuditMark Mark { get; }
}

/// <param name="Tenant">Whose it is.</param>
/// <param name="Action">What is done, in a few words that hold nothing of a customer.</param>
/// <param name="Subject">To what, such as "page 1234".</param>
/// <param name="Conversation">To which customer. An erasure names none: its entry stays when the customer is forgotten.</param>
public sealed record AuditMark(TenantId Tenant, string Action, string? Subject = null, ConversationId? Conversation = null)
{
    public static AuditMark Of(ConversationId conversation, string action) => new(conversation.Tenant, action, $"page {conversation.Page}", conversation);
}
