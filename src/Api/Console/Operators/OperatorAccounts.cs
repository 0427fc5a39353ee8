using System.Security.Cryptography;
using GptMessenger.Api.Console.SignIn;
using GptMessenger.Application.Audit;
using GptMessenger.Application.Operators;
using GptMessenger.Domain.Conversations;
using Microsoft.AspNetCore.Identity;

namespace GptMessenger.Api.Console.Operators;

/// <summary>An owner lets people in and shows them out. Each answer is null where it was done, else why not.</summary>
internal sealed class OperatorAccounts(UserManager<Account> accounts, IOperators operators, IAuditLog audit, Acting acting, TimeProvider clock)
{
    private const int MaxName = 256;

    public Task<IReadOnlyList<Operator>> ListAsync(TenantId tenant, CancellationToken cancellationToken) => operators.ListAsync(tenant, cancellationToken);

    /// <summary>A password that nobody can guess, to hand over.</summary>
    public static string NewPassword() => RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789", 20);

    public async Task<string?> AddAsync(TenantId tenant, string name, OperatorRole role, string password)
    {
        name = name.Trim();
        if (name.Length is 0 or > MaxName || name.Any(char.IsControl))
        {
            return $"A name has 1 to {MaxName} characters.";
        }

        // Only the holder of the key is called so in the activity log.
        if (name.Equals(ConsoleUser.KeyHolder, StringComparison.OrdinalIgnoreCase))
        {
            return "This name is taken.";
        }

        var account = new Account(new Operator(name, tenant, role, clock.GetUtcNow()), version: null);
        return await WriteDownAsync(tenant, $"let {name} in as {role.ToString().ToLowerInvariant()}", Problem(await accounts.CreateAsync(account, password)));
    }

    public Task<string?> SetRoleAsync(TenantId tenant, string name, OperatorRole role) => ChangeAsync(tenant, name, $"made {name} {role.ToString().ToLowerInvariant()}", async account =>
    {
        account.Content = account.Content with { Role = role };
        return await accounts.UpdateSecurityStampAsync(account);
    });

    public Task<string?> SetPasswordAsync(TenantId tenant, string name, string password) => ChangeAsync(tenant, name, $"gave {name} another password", async account =>
    {
        foreach (var validator in accounts.PasswordValidators)
        {
            if (await validator.ValidateAsync(accounts, account, password) is { Succeeded: false } refused)
            {
                return refused;
            }
        }

        account.Content = account.Content with { PasswordHash = accounts.PasswordHasher.HashPassword(account, password), Failures = 0, LockedUntil = null };
        return await accounts.UpdateSecurityStampAsync(account);
    });

    /// <summary>Somebody changes their own, and knows the present one.</summary>
    public Task<string?> ChangePasswordAsync(ConsoleUser user, string present, string password) => ChangeAsync(
        user.Tenant, user.Name, "changed their password", account => accounts.ChangePasswordAsync(account, present, password));

    public Task<string?> RemoveAsync(TenantId tenant, string name) => ChangeAsync(tenant, name, $"shut {name} out", accounts.DeleteAsync);

    private async Task<string?> ChangeAsync(TenantId tenant, string name, string action, Func<Account, Task<IdentityResult>> change) =>
        await accounts.FindByNameAsync(name) is { } account && account.Content.Tenant == tenant
            ? await WriteDownAsync(tenant, action, Problem(await change(account)))
            : "There is no such account.";

    private async Task<string?> WriteDownAsync(TenantId tenant, string action, string? problem)
    {
        await audit.WriteAsync(tenant, new AuditEntry(clock.GetUtcNow(), acting.Name ?? ConsoleUser.KeyHolder, action, null, null, problem), CancellationToken.None);
        return problem;
    }

    private static string? Problem(IdentityResult result) => result.Succeeded ? null : string.Join(' ', result.Errors.Select(error => error.Description));
}
