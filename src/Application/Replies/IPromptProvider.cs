using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Replies;

/// <summary>The prompt as it is now: the tenant's own where there is one, else the common one.</summary>
public interface IPromptProvider
{
    /// <remarks>A prompt that turns out wrong after the start is reported, and the last good one stays in use.</remarks>
    /// <exception cref="PromptException">There is none that could be used.</exception>
    Task<PromptTemplate> GetAsync(TenantId tenant, CancellationToken cancellationToken);
}

/// <summary>A prompt is missing or wrong; the message says which and where.</summary>
public sealed class PromptException(string message) : Exception(message);
