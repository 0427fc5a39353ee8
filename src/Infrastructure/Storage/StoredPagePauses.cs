using System.Text.Json;
using GptMessenger.Application.Messenger;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Pages;

namespace GptMessenger.Infrastructure.Storage;

/// <summary>One small file beside each page that is paused: <c>{"since":"…"}</c>. One that says nothing else pauses all the same.</summary>
internal sealed class StoredPagePauses(IObjectStore store, RevalidatedObjects objects) : IPagePauses
{
    public async Task<DateTimeOffset?> SinceAsync(ConnectedPage page, CancellationToken cancellationToken) =>
        (await objects.ReadAsync(Key(page), Read, Pause.None, cancellationToken)).Since;

    public async Task SetAsync(ConnectedPage page, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        string key = Key(page);
        try
        {
            await (since is null
                ? store.DeleteAsync(key, cancellationToken)
                : store.PutAsync(key, JsonSerializer.SerializeToUtf8Bytes(new { since }), WriteCondition.Any, cancellationToken));
        }
        finally
        {
            objects.Forget(key);
        }
    }

    private static Pause Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var file = StoredJson.Parse(content);
            return new Pause(file.RootElement.Member("since") is { ValueKind: JsonValueKind.String } since && since.TryGetDateTimeOffset(out var time) ? time : DateTimeOffset.UnixEpoch);
        }
        catch (JsonException)
        {
            // Somebody wanted silence: a bot that speaks all the same would be worse.
            return new Pause(DateTimeOffset.UnixEpoch);
        }
    }

    private static string Key(ConnectedPage page) => StoreKeys.PagePause(page.Tenant, page.Channel, page.Page);

    private sealed record Pause(DateTimeOffset? Since)
    {
        public static Pause None { get; } = new((DateTimeOffset?)null);
    }
}
