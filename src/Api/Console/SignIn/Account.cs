using GptMessenger.Application.Operators;
using Microsoft.AspNetCore.Identity;

namespace GptMessenger.Api.Console.SignIn;

/// <summary>An operator's account while ASP.NET Core Identity works on it.</summary>
internal sealed class Account(Operator content, string? version)
{
    public Operator Content { get; set; } = content;

    /// <summary>What is in the store; null: nothing yet.</summary>
    public string? Version { get; set; } = version;
}

/// <summary>Where ASP.NET Core Identity, which hashes passwords, counts wrong ones and locks, finds the accounts.</summary>
internal sealed class AccountStore(IOperators operators) : IUserPasswordStore<Account>, IUserSecurityStampStore<Account>, IUserLockoutStore<Account>
{
    private static readonly IdentityError Conflict = new() { Code = "Conflict", Description = "The name is taken, or somebody else changed the account just now. Look at it again." };

    public async Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        await operators.FindAsync(normalizedUserName, cancellationToken) is { } found ? new Account(found.Account, found.Version) : null;

    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) => FindByNameAsync(userId, cancellationToken);

    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) => WriteAsync(user, cancellationToken);

    public Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken) => WriteAsync(user, cancellationToken);

    public async Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) =>
        await operators.RemoveAsync(user.Content.Tenant, user.Content.Name, cancellationToken) ? IdentityResult.Success : IdentityResult.Failed(Conflict);

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Content.Name);

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Content.Name);

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => throw new NotSupportedException("An account keeps its name.");

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Content.Name.ToUpperInvariant());

    // The store finds names whatever their case; there is no second form to keep.
    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Content.PasswordHash);

    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Content.PasswordHash is not null);

    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancellationToken) => Change(user, user.Content with { PasswordHash = passwordHash });

    public Task<string?> GetSecurityStampAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Content.Stamp);

    public Task SetSecurityStampAsync(Account user, string stamp, CancellationToken cancellationToken) => Change(user, user.Content with { Stamp = stamp });

    public Task<int> GetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Content.Failures);

    public Task<bool> GetLockoutEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetLockoutEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Content.LockedUntil);

    public Task SetLockoutEndDateAsync(Account user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) => Change(user, user.Content with { LockedUntil = lockoutEnd });

    public Task ResetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Change(user, user.Content with { Failures = 0 });

    public async Task<int> IncrementAccessFailedCountAsync(Account user, CancellationToken cancellationToken)
    {
        await Change(user, user.Content with { Failures = user.Content.Failures + 1 });
        return user.Content.Failures;
    }

    public void Dispose()
    {
        // Holds nothing.
    }

    private async Task<IdentityResult> WriteAsync(Account user, CancellationToken cancellationToken)
    {
        if (await operators.WriteAsync(user.Content, user.Version, cancellationToken) is not { } version)
        {
            return IdentityResult.Failed(Conflict);
        }

        user.Version = version;
        return IdentityResult.Success;
    }

    private static Task Change(Account user, Operator content)
    {
        user.Content = content;
        return Task.CompletedTask;
    }
}
