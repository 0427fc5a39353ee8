using System.Text.Json;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Pages;

namespace GptMessenger.Infrastructure.Storage;

/// <summary>One small file beside each page: <c>{"state":"broken","problems":["…"],"checkedAt":"…","since":"…","wholeUntil":"…"}</c>.</summary>
internal sealed class StoredPageHealths(IObjectStore store) : IPageHealths
{
    public async Task<PageHealth?> ReadAsync(ConnectedPage page, CancellationToken cancellationToken) =>
        await store.GetAsync(Key(page), knownVersion: null, cancellationToken) is { Content: { } content } ? Read(content) : null;

    public Task SaveAsync(ConnectedPage page, PageHealth health, CancellationToken cancellationToken) =>
        store.PutAsync(Key(page), JsonSerializer.SerializeToUtf8Bytes(health, StoredJson.Readable), WriteCondition.Any, cancellationToken);

    public Task ForgetAsync(ConnectedPage page, CancellationToken cancellationToken) => store.DeleteAsync(Key(page), cancellationToken);

    /// <summary>A file that is no such thing says nothing, and the next check replaces it: nobody else writes it.</summary>
    private static PageHealth? Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize<PageHealth>(content.Span, StoredJson.Readable) is { Problems: not null } health && Enum.IsDefined(health.State) ? health : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Key(ConnectedPage page) => StoreKeys.PageHealth(page.Tenant, page.Channel, page.Page);
}
