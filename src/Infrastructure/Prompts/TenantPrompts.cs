using System.Text;
using GptMessenger.Application.Prompts;
using GptMessenger.Domain.Conversations;
using GptMessenger.Infrastructure.Storage;

namespace GptMessenger.Infrastructure.Prompts;

/// <summary>The tenant's <c>prompt.txt</c>, UTF-8 without a mark, as other systems read and write it.</summary>
internal sealed class TenantPrompts(IObjectStore store, RevalidatedObjects objects, PromptFile common) : ITenantPrompts
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public async Task<StoredPrompt> FindAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        if (await store.GetAsync(StoreKeys.TenantPrompt(tenant), knownVersion: null, cancellationToken) is not { Content: { } content } stored)
        {
            return new StoredPrompt(Text: null, Version: null);
        }

        try
        {
            return new StoredPrompt(Strict.GetString(content.Span), stored.Version);
        }
        catch (DecoderFallbackException)
        {
            // Each byte is a letter there, so nothing of it is lost.
            return new StoredPrompt(Encoding.Latin1.GetString(content.Span), stored.Version) { IsUtf8 = false };
        }
    }

    public string Common() => common.Current().Text;

    public async Task<string?> WriteAsync(TenantId tenant, string text, string? version, CancellationToken cancellationToken)
    {
        string key = StoreKeys.TenantPrompt(tenant);
        try
        {
            string written = await store.PutAsync(key, Strict.GetBytes(text), WriteCondition.Expecting(version), cancellationToken);
            objects.Forget(key);
            return written;
        }
        catch (ObjectChangedException)
        {
            return null;
        }
    }

    public async Task<bool> RemoveAsync(TenantId tenant, string? version, CancellationToken cancellationToken)
    {
        string key = StoreKeys.TenantPrompt(tenant);
        if ((await store.GetAsync(key, knownVersion: null, cancellationToken))?.Version != version)
        {
            return false;
        }

        await store.DeleteAsync(key, cancellationToken);
        objects.Forget(key);
        return true;
    }
}
