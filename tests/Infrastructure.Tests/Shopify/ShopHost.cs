using GptMessenger.Application;
using GptMessenger.Application.Replies;
using GptMessenger.Application.Spending;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Shops;
using GptMessenger.Infrastructure.Secrets;
using GptMessenger.Infrastructure.Shopify.Admin;
using GptMessenger.Infrastructure.Storage;
using GptMessenger.Infrastructure.Tests.Storage;
using GptMessenger.Testing;
using MediatR;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GptMessenger.Infrastructure.Tests.Shopify;

/// <summary>One tenant's connected shop, as the product registers everything that reads it.</summary>
internal sealed class ShopHost : IAsyncDisposable
{
    public const string ProductsKey = "users/1/shopify/shop_products.json";
    public const string ShopKey = "users/1/shopify/shop_metadata.json";
    public const string Key = "the-apps-key", Secret = "the-apps-secret-in-tests";

    private readonly ApiHost _host;

    private ShopHost(EmulatedShopify shopify, TimeProvider? clock, Func<ShopifyOptions, ShopifyOptions>? change)
    {
        var options = new ShopifyOptions { Endpoint = shopify.Address, Key = Key, Secret = Secret, FirstPause = TimeSpan.FromMilliseconds(5) };
        TenantId.TryParse("1", out var tenant).Should().BeTrue();
        ShopDomain.TryParse(EmulatedShopify.Shop, out var domain).Should().BeTrue();
        Shop = new ConnectedShop(tenant, domain, DateTimeOffset.UnixEpoch);
        _host = new ApiHost(services =>
        {
            if (clock is not null)
            {
                services.AddSingleton(clock);
            }

            services.AddStorage(spaces: null, new Infrastructure.Folder.FolderOptions(Path.GetTempPath()));
            services.Replace(ServiceDescriptor.Singleton<IObjectStore>(Store));
            services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
            services.AddSingleton<IShopKeeper>(Keeper);
            services.AddSingleton<SealedSecrets>();
            services.AddShopify(change?.Invoke(options) ?? options);
            services.AddApplication(new ReplyOptions(), new SpendOptions());
        }, isWhole: false);
    }

    public RequestedKeeper Keeper { get; } = new();

    public MemoryObjectStore Store { get; } = new();

    public ConnectedShop Shop { get; }

    public LogCapture Logs => _host.Logs;

    public T Get<T>()
        where T : notnull => _host.Get<T>();

    public static async Task<ShopHost> StartAsync(EmulatedShopify shopify, TimeProvider? clock = null, Func<ShopifyOptions, ShopifyOptions>? change = null)
    {
        var host = new ShopHost(shopify, clock, change);
        await host.Get<StoredShops>().SaveAsync(host.Shop, CancellationToken.None);
        await host.Get<ShopTokens>().StoreAsync(host.Shop, new ShopToken(EmulatedShopify.Token, null, null, null, "read_products"), CancellationToken.None);
        return host;
    }

    public async Task<ShopSync> SyncAsync() => (await Get<ISender>().Send(new SyncShop(Shop.Tenant), CancellationToken.None))!;

    /// <summary>What the keeper does when it is asked.</summary>
    public Task<bool> WorkOffAsync() => Get<ISender>().Send(new WorkOffShopNotices(Shop.Tenant));

    public async Task<NoticeReceipt> NoteAsync(NoticeKind kind, long subject = 0, string? id = null, DateTimeOffset? at = null) =>
        await Get<ISender>().Send(new NoteShopNotice(Shop.Domain, new ShopNotice(id ?? Guid.NewGuid().ToString("N"), kind, $"{subject}", at ?? DateTimeOffset.UnixEpoch.AddHours(1))));

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
