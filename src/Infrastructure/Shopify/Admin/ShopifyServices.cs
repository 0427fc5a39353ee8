using GptMessenger.Application.Shops;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GptMessenger.Infrastructure.Shopify.Admin;

public static class ShopifyServices
{
    /// <summary>Connected shops, see <see cref="IConnectedShops"/> and <see cref="IShopSource"/>. Their tokens are sealed by <see cref="Secrets.SecretsServices"/>.</summary>
    public static IServiceCollection AddShopify(this IServiceCollection services, ShopifyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<TokenEndpoint>();
        services.AddSingleton<ShopTokens>();
        services.AddSingleton<AdminApi>();
        services.AddSingleton<ProductPages>();
        services.AddSingleton<BulkProducts>();
        services.AddSingleton<StoredShops>();
        services.AddSingleton<StoredShopFiles>();
        services.AddSingleton<IConnectedShops>(provider => provider.GetRequiredService<StoredShops>());
        services.AddSingleton<IShopFiles>(provider => provider.GetRequiredService<StoredShopFiles>());
        services.AddSingleton<IShopSyncRecords>(provider => provider.GetRequiredService<StoredShopFiles>());
        services.AddSingleton<IShopSource, ShopSource>();
        services.AddSingleton<IShopInstalls, ShopInstalls>();
        services.AddSingleton<IShopNotices, StoredNotices>();
        services.AddHostedService<LeftNotices>();
        services.AddHttpClient(AdminApi.Client, client =>
            {
                // Each call has a limit of its own, but for the file of a large shop, which may take long.
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.MaxResponseContentBufferSize = AdminApi.MaxBody;
            })
            .UseSocketsHttpHandler((handler, _) =>
            {
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2);

                // A redirect would carry the token to a host that nobody checked.
                handler.AllowAutoRedirect = false;
            })
            .RedactLoggedHeaders(_ => true);
        return services;
    }
}
