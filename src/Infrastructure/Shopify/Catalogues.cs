using System.Text.Json;
using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;
using GptMessenger.Infrastructure.Storage;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Shopify;

/// <summary>
/// The catalogues of the tenants that are in use on this node, each once. A new version of a file is indexed beside the last one, which serves
/// until the new one is ready; a file that cannot be read changes nothing.
/// </summary>
internal sealed partial class Catalogues(IObjectStore store, TimeProvider clock, ILogger<Catalogues> logger) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    // With something to show, nobody waits long for a store that hangs or a large file that is indexed; without, as long as a customer waits.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2), PatienceForFirst = TimeSpan.FromSeconds(60);

    private static readonly MemoryCacheEntryOptions UntilIdle = new() { SlidingExpiration = TimeSpan.FromMinutes(30) };

    // An index is made with one processor and much memory: so many at a time on this node.
    private readonly SemaphoreSlim _builders = new(Math.Max(1, Environment.ProcessorCount / 2));

    private readonly MemoryCache _entries = new(new MemoryCacheOptions());
    private readonly Lock _gate = new();

    /// <exception cref="StoreUnavailableException">The store does not answer and never did for this tenant.</exception>
    public async Task<Catalogue> GetAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        string key = StoreKeys.ShopProducts(tenant);
        var entry = Entry(key);
        var known = entry.Catalogue;
        if (known is not null && clock.GetElapsedTime(entry.CheckedAt) < Fresh)
        {
            return known;
        }

        try
        {
            await Refreshing(key, entry).WaitAsync(known is null ? PatienceForFirst : Patience, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            LogSlow(key, known is null ? "it is answered as if nothing was for sale" : "the last version serves");
        }
        catch (StoreUnavailableException e) when (known is not null)
        {
            LogDown(key, e.Message);
        }

        return entry.Catalogue ?? Catalogue.None;
    }

    /// <summary>The file was replaced by this node: one that is in use is indexed at once, so that whoever asks next need not wait for it.</summary>
    public void LookAgain(TenantId tenant)
    {
        string key = StoreKeys.ShopProducts(tenant);
        var entry = Entry(key);
        entry.CheckedAt = clock.GetTimestamp() - (long)(Fresh.TotalSeconds * clock.TimestampFrequency);
        if (entry.Catalogue is not null)
        {
            // Whoever asks meanwhile waits for the same, and hears of its failure.
            _ = Refreshing(key, entry);
        }
    }

    public void Dispose()
    {
        _entries.Dispose();
        _builders.Dispose();
    }

    private CachedCatalogue Entry(string key)
    {
        lock (_gate)
        {
            return _entries.TryGetValue(key, out CachedCatalogue? entry) ? entry! : _entries.Set(key, new CachedCatalogue(), UntilIdle);
        }
    }

    /// <summary>One at a time for each catalogue; whoever comes meanwhile waits for the same. It goes on when they stop waiting.</summary>
    private Task Refreshing(string key, CachedCatalogue entry)
    {
        lock (entry)
        {
            return entry.Refresh is { IsCompleted: false } running ? running : entry.Refresh = Task.Run(() => RefreshAsync(key, entry), CancellationToken.None);
        }
    }

    private async Task RefreshAsync(string key, CachedCatalogue entry)
    {
        try
        {
            var read = await store.StreamAsync(key, entry.Version, (stream, cancellation) => ReadAsync(stream, entry.Catalogue, cancellation), CancellationToken.None);
            if (read is null)
            {
                (entry.Version, entry.Catalogue) = (null, Catalogue.None);
            }
            else if (read.Content is { } catalogue)
            {
                (entry.Version, entry.Catalogue) = (read.Version, catalogue with { Version = read.Version });
                LogRead(key, catalogue.Index.Count, catalogue.Hidden, catalogue.Index.Bytes / 1024);
                if (catalogue.Malformed > 0)
                {
                    LogMalformed(key, catalogue.Malformed);
                }
            }

            entry.CheckedAt = clock.GetTimestamp();
        }
        catch (JsonException e)
        {
            LogUnreadable(key, StoredJson.NotJson(e));
            entry.Catalogue ??= Catalogue.None;
            entry.CheckedAt = clock.GetTimestamp();
        }
    }

    private async Task<Catalogue> ReadAsync(Stream stream, Catalogue? last, CancellationToken cancellationToken)
    {
        await _builders.WaitAsync(cancellationToken);
        try
        {
            // What reading the shop or the last index left behind goes first, beside the work: else it would lie on top of what is made now.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
            return await Catalogue.ReadAsync(stream, last, cancellationToken);
        }
        finally
        {
            _builders.Release();
        }
    }

    [LoggerMessage(LogLevel.Information, "{Key} was read: {Offered} products for sale, {Hidden} that are not; the index takes {Kibibytes} KiB")]
    private partial void LogRead(string key, int offered, int hidden, long kibibytes);

    [LoggerMessage(LogLevel.Warning, "{Key} holds {Malformed} products without a title or an id, or too large to read: they are not offered")]
    private partial void LogMalformed(string key, int malformed);

    [LoggerMessage(LogLevel.Error, "{Key} cannot be read and what was read last stays in use, mend the file: {Reason}")]
    private partial void LogUnreadable(string key, string reason);

    [LoggerMessage(LogLevel.Warning, "The store does not answer for {Key}; what was read last stays in use: {Reason}")]
    private partial void LogDown(string key, string reason);

    [LoggerMessage(LogLevel.Warning, "{Key} is still being read; meanwhile {Meanwhile}")]
    private partial void LogSlow(string key, string meanwhile);

    private sealed class CachedCatalogue
    {
        public volatile Catalogue? Catalogue;

        public string? Version { get; set; }

        public long CheckedAt { get; set; }

        public Task? Refresh { get; set; }
    }
}
