using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Replies;

/// <summary>How a tenant has customers told that an assistant answers.</summary>
public interface ITenantFirstContact
{
    /// <returns>Null: the tenant has said nothing of it, or nothing that can be used, and what holds for all is used.</returns>
    /// <remarks>A text that cannot be used is reported.</remarks>
    Task<FirstContact?> FindAsync(TenantId tenant, CancellationToken cancellationToken);
}
