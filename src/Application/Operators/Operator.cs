using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Operators;

/// <summary>What somebody may do in the console.</summary>
public enum OperatorRole
{
    /// <summary>Reads and answers conversations, takes over and hands back.</summary>
    Operator,

    /// <summary>Everything: also the prompt, spending, connections, erasing, and who may sign in.</summary>
    Owner,
}

/// <summary>Somebody who signs in to the console by name, and sees one tenant.</summary>
/// <param name="Name">Unique in the installation, whatever its case; an e-mail address where people sign in with OpenID Connect.</param>
/// <param name="Tenant">Whose conversations.</param>
/// <param name="Role">What may be done.</param>
/// <param name="Since">When the account was made.</param>
public sealed record Operator(string Name, TenantId Tenant, OperatorRole Role, DateTimeOffset Since)
{
    /// <summary>Salted and stretched; null: signs in with OpenID Connect only.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>Changes whenever open sessions have to end: another password, another role.</summary>
    public string Stamp { get; init; } = "";

    /// <summary>Wrong passwords since the last right one.</summary>
    public int Failures { get; init; }

    /// <summary>Until when no password is tried after too many wrong ones.</summary>
    public DateTimeOffset? LockedUntil { get; init; }
}

/// <summary>The accounts.</summary>
public interface IOperators
{
    /// <exception cref="Conversations.StoreUnavailableException">The store did not answer.</exception>
    Task<StoredOperator?> FindAsync(string name, CancellationToken cancellationToken);

    /// <param name="account">The account.</param>
    /// <param name="version">What is replaced; null: there is none by this name yet.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The new version; null: somebody was faster, or the name is taken.</returns>
    /// <exception cref="Conversations.StoreUnavailableException">The store did not answer.</exception>
    Task<string?> WriteAsync(Operator account, string? version, CancellationToken cancellationToken);

    /// <returns>False: the tenant has no such account.</returns>
    /// <exception cref="Conversations.StoreUnavailableException">The store did not answer.</exception>
    Task<bool> RemoveAsync(TenantId tenant, string name, CancellationToken cancellationToken);

    /// <returns>The tenant's accounts by name.</returns>
    /// <exception cref="Conversations.StoreUnavailableException">The store did not answer.</exception>
    Task<IReadOnlyList<Operator>> ListAsync(TenantId tenant, CancellationToken cancellationToken);
}

/// <param name="Account">The account.</param>
/// <param name="Version">Changes with it.</param>
public sealed record StoredOperator(Operator Account, string Version);
