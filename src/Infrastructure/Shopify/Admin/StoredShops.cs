using System.Text.Json;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Shops;
using GptMessenger.Infrastructure.Storage;

namespace GptMessenger.Infrastructure.Shopify.Admin;

/// <summary>Both ways between tenants and shops, each an object of its own; the tenant's is the one that counts.</summary>
internal sealed class StoredShops(IObjectStore store, ShopTokens tokens) : IConnectedShops
{
    private static readonly JsonSerializerOptions Json = new(StoredJson.Readable) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public async Task<ConnectedShop?> FindAsync(TenantId tenant, CancellationToken cancellationToken) =>
        await ReadAsync<Connection>(StoreKeys.ShopConnection(tenant), cancellationToken) is { } found && ShopDomain.TryParse(found.Shop, out var domain)
            ? new ConnectedShop(tenant, domain, found.ConnectedAt, found.DisconnectedAt)
            : null;

    public async Task<ConnectedShop?> FindAsync(ShopDomain domain, CancellationToken cancellationToken) =>
        await ReadAsync<Owner>(StoreKeys.Shop(domain), cancellationToken) is { } found && TenantId.TryParse(found.Tenant, out var tenant)
        && await FindAsync(tenant, cancellationToken) is { } shop && shop.Domain == domain
            ? shop
            : null;

    public async Task<ConnectedShop> DisconnectAsync(ConnectedShop shop, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var gone = shop with { DisconnectedAt = at };
        await tokens.DropAsync(shop, cancellationToken);
        await SaveAsync(gone, cancellationToken);
        return gone;
    }

    public async Task ForgetAsync(ConnectedShop shop, CancellationToken cancellationToken)
    {
        await tokens.DropAsync(shop, cancellationToken);
        List<string> keys = [];
        await foreach (string key in store.ListAsync(StoreKeys.AllOfShop(shop.Tenant), cancellationToken))
        {
            keys.Add(key);
        }

        // The connection last: while it is there, what was begun is gone on with.
        string connection = StoreKeys.ShopConnection(shop.Tenant);
        foreach (string key in keys.Where(key => key != connection).Append(connection).Append(StoreKeys.Shop(shop.Domain)))
        {
            await store.DeleteAsync(key, cancellationToken);
        }
    }

    /// <summary>Writes both ways, the one that counts last.</summary>
    public async Task SaveAsync(ConnectedShop shop, CancellationToken cancellationToken)
    {
        await WriteAsync(StoreKeys.Shop(shop.Domain), new Owner(shop.Tenant.Value, shop.ConnectedAt), cancellationToken);
        await WriteAsync(StoreKeys.ShopConnection(shop.Tenant), new Connection(shop.Domain.Value, shop.ConnectedAt, shop.DisconnectedAt), cancellationToken);
    }

    private async Task<T?> ReadAsync<T>(string key, CancellationToken cancellationToken)
        where T : class
    {
        if ((await store.GetAsync(key, knownVersion: null, cancellationToken))?.Content is not { } content)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(content.Span, Json);
        }
        catch (JsonException e)
        {
            throw new UnreadableFileException(key, StoredJson.NotJson(e));
        }
    }

    private Task<string> WriteAsync<T>(string key, T content, CancellationToken cancellationToken) =>
        store.PutAsync(key, JsonSerializer.SerializeToUtf8Bytes(content, Json), WriteCondition.Any, cancellationToken);

    private sealed record Owner(string? Tenant, DateTimeOffset ConnectedAt);

    private sealed record Connection(string? Shop, DateTimeOffset ConnectedAt, DateTimeOffset? DisconnectedAt);
}
