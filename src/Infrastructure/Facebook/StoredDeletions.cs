using System.Text.Json;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Messenger;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;
using GptMessenger.Infrastructure.Storage;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>One small file each: <c>{"person":"…","received_at":"…"}</c>, and once it is done <c>{"received_at":"…","done_at":"…"}</c>. They stay: a request that is brought again must find that it was done.</summary>
internal sealed partial class StoredDeletions(IObjectStore store, TimeProvider clock, ILogger<StoredDeletions> logger) : IDeletions, IDisposable
{
    private readonly SemaphoreSlim _news = new(0);

    /// <summary>Ends when something was accepted here, or after that time.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken) => _news.WaitAsync(longest, cancellationToken);

    public async Task AcceptAsync(Deletion deletion, CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync(deletion, WriteCondition.MustBeMissing, cancellationToken);
            _news.Release();
        }
        catch (ObjectChangedException)
        {
            // Brought again: it is known.
        }
    }

    public async Task<IReadOnlyList<Deletion>> PendingAsync(CancellationToken cancellationToken)
    {
        var pending = new List<Deletion>();
        await foreach (string key in store.ListAsync(StoreKeys.Deletions, cancellationToken))
        {
            string code = Path.GetFileNameWithoutExtension(key[StoreKeys.Deletions.Length..]);
            try
            {
                if (await ReadAsync(code, cancellationToken) is { Person: not null, Done: null } deletion)
                {
                    pending.Add(deletion);
                }
            }
            catch (UnreadableFileException e)
            {
                // The others are not to wait until somebody has mended it.
                LogBroken(e.Message);
            }
        }

        return pending;
    }

    public async Task<Deletion?> ReadAsync(string code, CancellationToken cancellationToken)
    {
        string key = StoreKeys.Deletion(code);
        if (await store.GetAsync(key, knownVersion: null, cancellationToken) is not { Content: { } content })
        {
            return null;
        }

        using var document = StoredJson.Parse(key, content);
        var root = document.RootElement;
        return new Deletion(
            code, PersonId.TryParse(root.Member("person").Text(), out var person) ? person : null, Time(root.Member("received_at")) ?? clock.GetUtcNow(), Time(root.Member("done_at")));
    }

    public Task FinishAsync(Deletion deletion, CancellationToken cancellationToken) =>
        WriteAsync(deletion with { Person = null, Done = clock.GetUtcNow() }, WriteCondition.Any, cancellationToken);

    public void Dispose() => _news.Dispose();

    private Task<string> WriteAsync(Deletion deletion, WriteCondition condition, CancellationToken cancellationToken)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(new { person = deletion.Person?.Value, received_at = deletion.Received, done_at = deletion.Done });
        return store.PutAsync(StoreKeys.Deletion(deletion.Code), json, condition, cancellationToken);
    }

    [LoggerMessage(LogLevel.Error, "A Meta account asked to be forgotten, and that cannot be done: {Reason}")]
    private partial void LogBroken(string reason);

    private static DateTimeOffset? Time(JsonElement element) =>
        element.ValueKind == JsonValueKind.String && element.TryGetDateTimeOffset(out var time) ? time : null;
}
