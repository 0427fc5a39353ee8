using System.Text.Json;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Prompts;
using GptMessenger.Domain.Conversations;
using GptMessenger.Infrastructure.Storage;

namespace GptMessenger.Infrastructure.Prompts;

/// <summary>One file for each version, named so that the newest come first where a store lists in ordinal order.</summary>
internal sealed class StoredPromptVersions(IObjectStore store) : IPromptVersions
{
    /// <summary>The store is not asked for more of them at once.</summary>
    private const int Together = 16;

    private const string Ending = ".json";

    public Task KeepAsync(TenantId tenant, PromptVersion version, CancellationToken cancellationToken) => store.PutAsync(
        StoreKeys.PromptVersion(tenant, version.Id.Value),
        JsonSerializer.SerializeToUtf8Bytes(new Kept(version.Origin, version.At, version.By, version.Note, version.Of?.Value, version.IsConfirmed, version.Text), StoredJson.Readable),
        WriteCondition.Any,
        cancellationToken);

    public async Task<PromptVersion?> FindAsync(TenantId tenant, PromptVersionId id, CancellationToken cancellationToken)
    {
        string key = StoreKeys.PromptVersion(tenant, id.Value);
        return (await store.GetAsync(key, knownVersion: null, cancellationToken))?.Content is { } content
            ? Read(id, content) ?? throw new UnreadableFileException(key, "it is no version of a prompt.")
            : null;
    }

    public async Task<IReadOnlyList<PromptVersion>> ListAsync(TenantId tenant, PromptVersionId? before, int limit, CancellationToken cancellationToken)
    {
        string folder = StoreKeys.PromptVersions(tenant);
        var ids = new List<PromptVersionId>();
        await foreach (string key in store.ListAsync(folder, cancellationToken))
        {
            if (key.EndsWith(Ending, StringComparison.Ordinal) && PromptVersionId.TryParse(key[folder.Length..^Ending.Length], out var id)
                && (before is not { } last || string.CompareOrdinal(id.Value, last.Value) > 0))
            {
                ids.Add(id);
            }

            if (ids.Count == limit)
            {
                break;
            }
        }

        var versions = new PromptVersion?[ids.Count];
        await Parallel.ForEachAsync(ids.Index(), new ParallelOptions { MaxDegreeOfParallelism = Together, CancellationToken = cancellationToken }, async (each, token) =>
        {
            var stored = await store.GetAsync(StoreKeys.PromptVersion(tenant, each.Item.Value), knownVersion: null, token);
            versions[each.Index] = stored?.Content is { } content ? Read(each.Item, content) : null;
        });
        return [.. versions.OfType<PromptVersion>()];
    }

    public Task RemoveAsync(TenantId tenant, PromptVersionId id, CancellationToken cancellationToken) => store.DeleteAsync(StoreKeys.PromptVersion(tenant, id.Value), cancellationToken);

    private static PromptVersion? Read(PromptVersionId id, ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = StoredJson.Parse(content);
            return document.Deserialize<Kept>(StoredJson.Readable) is { Text: { } text } kept
                ? new PromptVersion(id, kept.Origin, kept.At, text) { By = kept.By, Note = kept.Note, Of = PromptVersionId.TryParse(kept.Of, out var of) ? of : null, IsConfirmed = kept.IsConfirmed }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Kept(PromptOrigin Origin, DateTimeOffset At, string? By, string? Note, string? Of, bool IsConfirmed, string? Text);
}
