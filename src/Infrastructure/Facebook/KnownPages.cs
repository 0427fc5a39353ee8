using System.Collections.Concurrent;
using System.Collections.Frozen;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using GptMessenger.Infrastructure.Secrets;
using GptMessenger.Infrastructure.Storage;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>
/// The pages that were connected through the product, and below them those of the configuration. What is stored is kept in memory, since it
/// is asked for with every event and every send; <see cref="RefreshAsync(CancellationToken)"/> follows the store.
/// </summary>
internal sealed partial class KnownPages(
    ConnectedPagesOptions options, IObjectStore store, SealedSecrets secrets, TimeProvider clock, ILogger<KnownPages> logger) : IConnectedPages, IPageTokens, IDisposable
{
    /// <summary>However quiet it is: somebody may have mended a file by hand.</summary>
    private static readonly TimeSpan LongestTrust = TimeSpan.FromMinutes(5);

    /// <summary>An unknown page's events come again and again; the store is not asked for it with each.</summary>
    private static readonly TimeSpan TrustInAbsence = TimeSpan.FromSeconds(5);

    private const int MaxAbsent = 10_000;
    private const int ReadsAtOnce = 16;

    /// <summary>Of two entries for one page the later stands.</summary>
    private readonly Dictionary<PageId, PageConnection> _configured = options.Pages.GroupBy(page => page.Page).ToDictionary(same => same.Key, same => same.Last());

    private readonly ConcurrentDictionary<PageId, long> _absent = [];
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile FrozenDictionary<PageId, StoredPage> _stored = FrozenDictionary<PageId, StoredPage>.Empty;
    private string? _change;
    private long? _readAt;

    /// <summary>Told of each page that has another token, or was connected anew with the one that it had.</summary>
    public Action<PageId>? Renewed { get; set; }

    public IReadOnlyList<ConnectedPage> All =>
    [
        .. _stored.Values.Select(page => new ConnectedPage(page.File.Tenant, Channel.Facebook, page.Page)),
        .. _configured.Values.Where(page => page.Channel != Channel.Facebook || !_stored.ContainsKey(page.Page)).Select(page => new ConnectedPage(page.Tenant, page.Channel, page.Page)),
    ];

    public IEnumerable<StoredPage> Stored => _stored.Values;

    public IEnumerable<PageConnection> Configured => _configured.Values;

    public ConnectedPage? Find(Channel channel, PageId page) =>
        channel == Channel.Facebook && _stored.TryGetValue(page, out var stored) ? new ConnectedPage(stored.File.Tenant, channel, page)
        : _configured.TryGetValue(page, out var found) && found.Channel == channel ? new ConnectedPage(found.Tenant, channel, page)
        : null;

    public ValueTask<ConnectedPage?> FindAsync(Channel channel, PageId page, CancellationToken cancellationToken) =>
        Find(channel, page) is { } known ? ValueTask.FromResult<ConnectedPage?>(known)
        : channel != Channel.Facebook || (_absent.TryGetValue(page, out long seen) && clock.GetElapsedTime(seen) < TrustInAbsence) ? ValueTask.FromResult<ConnectedPage?>(null)
        : LookAsync(page, cancellationToken);

    public string? Find(PageId page) => TokenOf(page, _stored);

    private string? TokenOf(PageId page, FrozenDictionary<PageId, StoredPage> known) =>
        known.TryGetValue(page, out var stored) ? stored.Token
        : _configured.TryGetValue(page, out var found) && found.Token.Length > 0 ? found.Token
        : null;

    /// <summary>Reads what has changed since the last time, which is one question where nothing has.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer; what was known stays.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            // Before everything else: what changes meanwhile is a change of the next time.
            string? change = (await store.GetAsync(StoreKeys.PagesChanged, _change, cancellationToken))?.Version;
            if (_readAt is { } last && change == _change && clock.GetElapsedTime(last) < LongestTrust)
            {
                await ReadMissingTokensAsync(cancellationToken);
                return;
            }

            long now = clock.GetTimestamp();
            var found = new ConcurrentDictionary<PageId, StoredPage>();
            var reading = new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(store.ListAsync(StoreKeys.ConnectedPages, cancellationToken), reading, async (key, token) =>
            {
                if (PageOf(key) is { } page && await ReadAsync(page, token) is { } stored)
                {
                    found[page] = stored;
                }
            });
            Hold(found.ToFrozenDictionary());
            (_change, _readAt) = (change, now);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Reads this page now, for whoever has just changed it.</summary>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    public async Task RefreshAsync(PageId page, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var others = _stored.Where(pair => pair.Key != page);
            Hold((await ReadAsync(page, cancellationToken) is { } stored ? others.Append(KeyValuePair.Create(page, stored)) : others).ToFrozenDictionary());
            _absent.TryRemove(page, out _);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private void Hold(FrozenDictionary<PageId, StoredPage> pages)
    {
        var before = _stored;
        _stored = pages;
        foreach (var page in pages.Keys.Concat(before.Keys).Distinct())
        {
            if (TokenOf(page, pages) is { } token && (token != TokenOf(page, before) || IsConnectedAnew(page)))
            {
                Renewed?.Invoke(page);
            }
        }

        bool IsConnectedAnew(PageId page) =>
            pages.TryGetValue(page, out var now) && before.TryGetValue(page, out var known) && now.File.ConnectedAt != known.File.ConnectedAt;
    }

    /// <summary>A token may come back without a word: the store did not show it, or a person put it back.</summary>
    private async Task ReadMissingTokensAsync(CancellationToken cancellationToken)
    {
        foreach (var page in _stored.Values.Where(page => page.Token is null))
        {
            if (await ReadAsync(page.Page, cancellationToken) is { Token: not null } read)
            {
                Hold(_stored.Where(pair => pair.Key != read.Page).Append(KeyValuePair.Create(read.Page, read)).ToFrozenDictionary());
            }
        }
    }

    private async ValueTask<ConnectedPage?> LookAsync(PageId page, CancellationToken cancellationToken)
    {
        long now = clock.GetTimestamp();
        if (await store.GetAsync(StoreKeys.ConnectedPage(page), knownVersion: null, cancellationToken) is not null)
        {
            await RefreshAsync(page, cancellationToken);
        }

        if (Find(Channel.Facebook, page) is { } found)
        {
            return found;
        }

        if (_absent.Count >= MaxAbsent)
        {
            _absent.Clear();
        }

        _absent[page] = now;
        return null;
    }

    /// <returns>Null: it is not connected.</returns>
    private async Task<StoredPage?> ReadAsync(PageId page, CancellationToken cancellationToken)
    {
        var known = _stored.GetValueOrDefault(page);
        string key = StoreKeys.ConnectedPage(page);
        if (await store.GetAsync(key, known?.Version, cancellationToken) is not { } stored)
        {
            return null;
        }

        if (stored.Content is null && known!.Token is not null)
        {
            return known;
        }

        if ((stored.Content is { } content ? PageFile.Read(content) : known!.File) is not { } file)
        {
            // Of a page that was answered until now, what was known of it is better than silence.
            LogBroken(key);
            return known;
        }

        return new StoredPage(page, stored.Version, file, await TokenAsync(page, file, wasMissing: known is not null && known.Token is null, cancellationToken));
    }

    private async Task<string?> TokenAsync(PageId page, PageFile file, bool wasMissing, CancellationToken cancellationToken)
    {
        try
        {
            string? token = (await secrets.ReadAsync(StoreKeys.PageToken(file.Tenant, page), cancellationToken))?.Text;
            if (token is null && !wasMissing)
            {
                LogNoToken(page);
            }

            return token;
        }
        catch (UnreadableSecretException e)
        {
            if (!wasMissing)
            {
                LogUnreadable(page, e.Message);
            }

            return null;
        }
    }

    private static PageId? PageOf(string key) =>
        key.EndsWith(".json", StringComparison.Ordinal) && PageId.TryParse(key[StoreKeys.ConnectedPages.Length..^".json".Length], out var page) ? page : null;

    [LoggerMessage(LogLevel.Error, "{Key} does not say whose page it is: mend the file, or delete it and connect the page again")]
    private partial void LogBroken(string key);

    [LoggerMessage(LogLevel.Error, "Page {Page} is connected and has no access token: nothing can be sent there until it is connected again")]
    private partial void LogNoToken(PageId page);

    [LoggerMessage(LogLevel.Error, "The access token of page {Page} cannot be read, nothing can be sent there: {Reason}")]
    private partial void LogUnreadable(PageId page, string reason);
}

/// <param name="Page">The page.</param>
/// <param name="Version">Of its file.</param>
/// <param name="File">What the file says.</param>
/// <param name="Token">In clear; null: it cannot be read.</param>
internal sealed record StoredPage(PageId Page, string Version, PageFile File, string? Token)
{
    /// <summary>Without the token: a record would print it.</summary>
    public override string ToString() => $"{Page} of {File.Tenant}";
}
