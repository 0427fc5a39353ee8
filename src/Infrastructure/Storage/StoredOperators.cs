using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Operators;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Infrastructure.Storage;

/// <summary>
/// One file for each account, named by the digest of its name, and an empty one in the tenant's folder that says whose it is. That one is
/// written first: an account that its tenant does not know of could not be taken away.
/// </summary>
internal sealed class StoredOperators(IObjectStore store) : IOperators
{
    public async Task<StoredOperator?> FindAsync(string name, CancellationToken cancellationToken) => await ReadAsync(StoreKeys.Operator(Digest(name)), cancellationToken);

    public async Task<string?> WriteAsync(Operator account, string? version, CancellationToken cancellationToken)
    {
        string digest = Digest(account.Name);
        if (version is null)
        {
            await store.PutAsync(StoreKeys.TenantOperator(account.Tenant, digest), ReadOnlyMemory<byte>.Empty, WriteCondition.Any, cancellationToken);
        }

        try
        {
            var kept = new Kept(account.Name, account.Tenant.Value, account.Role, account.Since, account.PasswordHash, account.Stamp, account.Failures, account.LockedUntil);
            return await store.PutAsync(StoreKeys.Operator(digest), JsonSerializer.SerializeToUtf8Bytes(kept, StoredJson.Readable), WriteCondition.Expecting(version), cancellationToken);
        }
        catch (ObjectChangedException)
        {
            return null;
        }
    }

    public async Task<bool> RemoveAsync(TenantId tenant, string name, CancellationToken cancellationToken)
    {
        string digest = Digest(name);
        if ((await ReadAsync(StoreKeys.Operator(digest), cancellationToken))?.Account.Tenant != tenant)
        {
            return false;
        }

        await store.DeleteAsync(StoreKeys.Operator(digest), cancellationToken);
        await store.DeleteAsync(StoreKeys.TenantOperator(tenant, digest), cancellationToken);
        return true;
    }

    public async Task<IReadOnlyList<Operator>> ListAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var accounts = new List<Operator>();
        string folder = StoreKeys.TenantOperators(tenant);
        await foreach (string key in store.ListAsync(folder, cancellationToken))
        {
            // A name that another tenant had first leaves a mark here without an account.
            if (await ReadAsync(StoreKeys.Operator(key[folder.Length..]), cancellationToken) is { } found && found.Account.Tenant == tenant)
            {
                accounts.Add(found.Account);
            }
        }

        return [.. accounts.OrderBy(account => account.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private async Task<StoredOperator?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        if (await store.GetAsync(key, knownVersion: null, cancellationToken) is not { Content: { } content } stored)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Kept>(content.Span, StoredJson.Readable) is { Name: { } name } kept && TenantId.TryParse(kept.Tenant, out var tenant)
                ? new StoredOperator(
                    new Operator(name, tenant, kept.Role, kept.Since)
                    {
                        PasswordHash = kept.PasswordHash, Stamp = kept.Stamp ?? "", Failures = kept.Failures, LockedUntil = kept.LockedUntil,
                    },
                    stored.Version)
                : throw new UnreadableFileException(key, "it names no account.");
        }
        catch (JsonException e)
        {
            throw new UnreadableFileException(key, StoredJson.NotJson(e));
        }
    }

    private static string Digest(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name.Trim().ToUpperInvariant())));

    private sealed record Kept(
        string? Name, string? Tenant, OperatorRole Role, DateTimeOffset Since, string? PasswordHash, string? Stamp, int Failures, DateTimeOffset? LockedUntil);
}
