using System.Collections.Concurrent;
using System.Text.Json;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Shops;
using GptMessenger.Infrastructure.Storage;

namespace GptMessenger.Infrastructure.Shopify.Admin;

/// <summary>
/// An object for each notice that is still to be done, and one list of those that were done lately. Shopify delivers a notice for 4 hours at most;
/// the list forgets after a day, and the oldest where there are very many: done twice, a notice does no harm.
/// </summary>
internal sealed class StoredNotices(IObjectStore store, TimeProvider clock) : IShopNotices
{
    private const int MaxDone = 1000;

    /// <summary>Reads at once.</summary>
    private const int AtOnce = 16;

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    public async Task<bool> AddAsync(ShopDomain shop, ShopNotice notice, CancellationToken cancellationToken)
    {
        if ((await DoneAsync(shop, cancellationToken)).ContainsKey(notice.Id))
        {
            return false;
        }

        try
        {
            await store.PutAsync(StoreKeys.ShopNotice(shop, notice.Id), Json(notice), WriteCondition.MustBeMissing, cancellationToken);
            return true;
        }
        catch (ObjectChangedException)
        {
            return false;
        }
    }

    public async Task<IReadOnlyList<ShopNotice>> ListAsync(ShopDomain shop, int limit, CancellationToken cancellationToken)
    {
        var found = new ConcurrentBag<ShopNotice>();
        await Parallel.ForEachAsync(
            store.ListAsync(StoreKeys.ShopNotices(shop), cancellationToken).Take(limit),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (key, cancellationToken) =>
            {
                if (await ReadAsync<ShopNotice>(key, cancellationToken) is { } notice)
                {
                    found.Add(notice);
                }
            });
        return [.. found.OrderBy(notice => notice.At)];
    }

    public async Task ForgetAsync(ShopDomain shop, IReadOnlyList<ShopNotice> notices, CancellationToken cancellationToken)
    {
        var done = await DoneAsync(shop, cancellationToken);
        var now = clock.GetUtcNow();
        foreach (var notice in notices)
        {
            done[notice.Id] = now;
        }

        var kept = done.Where(pair => pair.Value > now - Remembered).OrderByDescending(pair => pair.Value).Take(MaxDone).ToDictionary(StringComparer.Ordinal);
        await store.PutAsync(StoreKeys.ShopNoticesDone(shop), Json(kept), WriteCondition.Any, cancellationToken);
        await Parallel.ForEachAsync(
            notices,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (notice, cancellationToken) => await store.DeleteAsync(StoreKeys.ShopNotice(shop, notice.Id), cancellationToken));
    }

    public Task RecordAsync(TenantId tenant, ShopNotice request, CancellationToken cancellationToken) =>
        store.PutAsync(StoreKeys.ShopPrivacy(tenant, request.Id), Json(request), WriteCondition.Any, cancellationToken);

    private async Task<Dictionary<string, DateTimeOffset>> DoneAsync(ShopDomain shop, CancellationToken cancellationToken) =>
        await ReadAsync<Dictionary<string, DateTimeOffset>>(StoreKeys.ShopNoticesDone(shop), cancellationToken) ?? new(StringComparer.Ordinal);

    private async Task<T?> ReadAsync<T>(string key, CancellationToken cancellationToken)
        where T : class
    {
        if ((await store.GetAsync(key, knownVersion: null, cancellationToken))?.Content is not { } content)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(content.Span, StoredJson.Readable);
        }
        catch (JsonException e)
        {
            throw new UnreadableFileException(key, StoredJson.NotJson(e));
        }
    }

    private static byte[] Json<T>(T content) => JsonSerializer.SerializeToUtf8Bytes(content, StoredJson.Readable);
}
