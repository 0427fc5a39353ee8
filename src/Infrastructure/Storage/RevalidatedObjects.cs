using System.Text.Json;
using GptMessenger.Application.Conversations;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Storage;

/// <summary>
/// Files as objects, read once and then asked for again only by version, and that at most every few seconds. While the store is down or
/// a file is broken, what was known last stays in use: yesterday's opening hours are better than no answer.
/// </summary>
internal sealed partial class RevalidatedObjects(IObjectStore store, TimeProvider clock, ILogger<RevalidatedObjects> logger) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    // With something to show, nobody waits long for a store that hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly MemoryCacheEntryOptions UntilIdle = new() { SlidingExpiration = TimeSpan.FromMinutes(30) };

    private readonly MemoryCache _entries = new(new MemoryCacheOptions());
    private readonly Lock _gate = new();
    private int _isDown;

    /// <param name="key">The file.</param>
    /// <param name="parse">Makes the object of the file's content; throws <see cref="JsonException"/> where it cannot.</param>
    /// <param name="missing">The object when there is no file.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The same instance as long as the file does not change.</returns>
    /// <exception cref="StoreUnavailableException">The store does not answer and never did for this file.</exception>
    public async Task<T> ReadAsync<T>(string key, Func<ReadOnlyMemory<byte>, T> parse, T missing, CancellationToken cancellationToken)
        where T : class
    {
        var entry = Entry(key);
        if (entry.Value is T fresh && clock.GetElapsedTime(entry.CheckedAt) < Fresh)
        {
            return fresh;
        }

        // One asks the store; whoever has something to show meanwhile does not wait for the answer.
        if (!entry.Gate.Wait(0, CancellationToken.None))
        {
            if (entry.Value is T stale)
            {
                return stale;
            }

            await entry.Gate.WaitAsync(cancellationToken);
        }

        try
        {
            if (entry.Value is not T || clock.GetElapsedTime(entry.CheckedAt) >= Fresh)
            {
                await RevalidateAsync(key, entry, parse, missing, cancellationToken);
            }

            return (T)entry.Value!;
        }
        finally
        {
            entry.Gate.Release();
        }
    }

    /// <summary>What was read last, however long ago; null when nothing was.</summary>
    public T? Last<T>(string key)
        where T : class => Entry(key).Value as T;

    /// <summary>The next read asks the store: the caller has changed the file.</summary>
    public void Forget(string key) => _entries.Remove(key);

    public void Dispose() => _entries.Dispose();

    private CachedObject Entry(string key)
    {
        lock (_gate)
        {
            return _entries.TryGetValue(key, out CachedObject? entry) ? entry! : _entries.Set(key, new CachedObject(), UntilIdle);
        }
    }

    private async Task RevalidateAsync<T>(
        string key, CachedObject entry, Func<ReadOnlyMemory<byte>, T> parse, T missing, CancellationToken cancellationToken)
        where T : class
    {
        using var patience = new CancellationTokenSource(entry.Value is null ? Timeout.InfiniteTimeSpan : Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            var stored = await store.GetAsync(key, entry.Version, either.Token);
            if (Interlocked.Exchange(ref _isDown, 0) == 1)
            {
                LogBack();
            }

            if (stored is null)
            {
                (entry.Version, entry.Value) = (null, missing);
            }
            else if (stored.Content is { } content)
            {
                (entry.Version, entry.Value) = (stored.Version, Parsed(key, content, parse, entry.Value as T ?? missing));
            }
        }
        catch (Exception e) when (entry.Value is not null && IsStoreDown(e, cancellationToken))
        {
            if (Interlocked.Exchange(ref _isDown, 1) == 0)
            {
                LogDown(key, e is OperationCanceledException ? "it did not answer in time." : e.Message);
            }
        }
        catch (UnreadableFileException e)
        {
            LogUnreadable(key, e.Message);
            entry.Value ??= missing;
        }

        entry.CheckedAt = clock.GetTimestamp();
    }

    private static bool IsStoreDown(Exception e, CancellationToken asked) =>
        e is StoreUnavailableException || (e is OperationCanceledException && !asked.IsCancellationRequested);

    private T Parsed<T>(string key, ReadOnlyMemory<byte> content, Func<ReadOnlyMemory<byte>, T> parse, T lastGood)
    {
        try
        {
            return parse(content);
        }
        catch (JsonException e)
        {
            LogUnreadable(key, StoredJson.NotJson(e));
            return lastGood;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The store does not answer for {Key}; what was read last stays in use: {Reason}")]
    private partial void LogDown(string key, string reason);

    [LoggerMessage(LogLevel.Information, "The store answers again")]
    private partial void LogBack();

    [LoggerMessage(LogLevel.Error, "{Key} cannot be read and what was read last stays in use, mend the file: {Reason}")]
    private partial void LogUnreadable(string key, string reason);

    private sealed class CachedObject
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public string? Version { get; set; }

        public volatile object? Value;

        public long CheckedAt { get; set; }
    }
}
