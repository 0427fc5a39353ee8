using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Prompts;

/// <summary>
/// The prompts that tenants have of their own. What is stored is in force, whoever stored it. All of them fail with
/// <see cref="StoreUnavailableException"/> where the store does not answer.
/// </summary>
public interface ITenantPrompts
{
    /// <summary>As it is in the store now.</summary>
    Task<StoredPrompt> FindAsync(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>The prompt of all who have none of their own, as it was written.</summary>
    string Common();

    /// <summary>Puts a text in force, at once on this node, and within ten seconds on the others.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="text">The whole prompt.</param>
    /// <param name="version">What is replaced; null: there is none yet.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The new version; null: it was changed meanwhile, and nothing was written.</returns>
    Task<string?> WriteAsync(TenantId tenant, string text, string? version, CancellationToken cancellationToken);

    /// <summary>From here on the tenant has the common one. Stores delete without a condition: who writes in the very moment of it is not asked.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="version">What is removed; null: there is none.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>False: it was changed meanwhile, and nothing was done.</returns>
    Task<bool> RemoveAsync(TenantId tenant, string? version, CancellationToken cancellationToken);
}

/// <param name="Text">Null: the tenant has none of its own.</param>
/// <param name="Version">Of the store; null: the same. Whoever changes it names it.</param>
public sealed record StoredPrompt(string? Text, string? Version)
{
    /// <summary>False: somebody stored bytes that are no UTF-8, and the text is a guess.</summary>
    public bool IsUtf8 { get; init; } = true;
}

/// <summary>Somebody else has changed the prompt since it was looked at. Nothing was done.</summary>
public sealed class PromptChangedException() : Exception("Somebody else has changed the prompt meanwhile. Nothing was published: look at theirs, and publish again.");
