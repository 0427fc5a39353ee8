using System.Security.Cryptography;
using System.Text;
using GptMessenger.Infrastructure.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace GptMessenger.Infrastructure.Secrets;

/// <summary>
/// Secrets in the store, encrypted and authenticated. Each opens at its own key only: what is copied from one tenant's key to another's
/// opens nothing.
/// </summary>
internal sealed class SealedSecrets(IObjectStore store, IDataProtectionProvider protection)
{
    /// <returns>Null: there is none.</returns>
    /// <exception cref="UnreadableSecretException">It was sealed for another key or with a key ring that is lost, or it was changed.</exception>
    /// <exception cref="Application.Conversations.StoreUnavailableException">The store did not answer.</exception>
    public async Task<Secret?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        var stored = await store.GetAsync(key, knownVersion: null, cancellationToken);
        if (stored?.Content is not { } content)
        {
            return null;
        }

        try
        {
            return new Secret(stored.Version, Protector(key).Unprotect(Encoding.UTF8.GetString(content.Span)));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            throw new UnreadableSecretException(key, e);
        }
    }

    /// <summary>Seals and stores the secret where the condition holds.</summary>
    /// <exception cref="ObjectChangedException">Another writer was faster.</exception>
    /// <exception cref="Application.Conversations.StoreUnavailableException">The store did not answer; it may have written.</exception>
    public async Task WriteAsync(string key, string secret, WriteCondition condition, CancellationToken cancellationToken) =>
        await store.PutAsync(key, Encoding.UTF8.GetBytes(Protector(key).Protect(secret)), condition, cancellationToken);

    /// <summary>Nothing happens when there is none.</summary>
    public Task DeleteAsync(string key, CancellationToken cancellationToken) => store.DeleteAsync(key, cancellationToken);

    private IDataProtector Protector(string key) => protection.CreateProtector("GptMessenger.Secrets", key);
}

/// <param name="Version">Of the stored object, for the next write.</param>
/// <param name="Text">In clear: it goes into the call that needs it and nowhere else.</param>
internal sealed record Secret(string Version, string Text)
{
    /// <summary>Without the secret: a record would print it.</summary>
    public override string ToString() => $"a secret, version {Version}";
}

/// <summary>What is stored cannot be opened. The key names it; what it holds has to be entered again.</summary>
internal sealed class UnreadableSecretException(string key, Exception innerException)
    : Exception($"{key} cannot be opened: SECRETS_KEY is not the one that it was sealed under, or the file was changed. Connect it again.", innerException);
