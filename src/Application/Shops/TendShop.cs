using System.Security.Cryptography;
using System.Text;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Shops;
using MediatR;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Application.Shops;

/// <summary>
/// What a connected shop needs from time to time: once a night, at a time that its name decides so that not all are read at once, everything is read
/// anew, which heals what webhooks missed, and Shopify is asked to go on telling. What failed is tried again after an hour.
/// </summary>
/// <param name="Tenant">Whose shop.</param>
/// <param name="IsAsked">Somebody asks for it: it is due.</param>
/// <returns>False: there is no shop connected (any more).</returns>
/// <exception cref="Conversations.StoreUnavailableException">The store did not answer.</exception>
public sealed record TendShop(TenantId Tenant, bool IsAsked) : IRequest<bool>;

internal sealed partial class TendShopHandler(IConnectedShops shops, IShopSyncRecords records, IShopInstalls installs, ISender sender, TimeProvider clock, ILogger<TendShopHandler> logger)
    : IRequestHandler<TendShop, bool>
{
    /// <summary>In UTC. Most shops of the Americas and of Europe are asleep, or about to.</summary>
    private static readonly TimeSpan FirstHour = TimeSpan.FromHours(1);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromHours(1);

    private const int Minutes = 5 * 60;

    public async Task<bool> Handle(TendShop request, CancellationToken cancellationToken)
    {
        if (await shops.FindAsync(request.Tenant, cancellationToken) is not { IsConnected: true } shop)
        {
            return false;
        }

        if (request.IsAsked || IsDue(shop.Domain, await records.ReadAsync(request.Tenant, cancellationToken), clock.GetUtcNow()))
        {
            await SubscribeAsync(shop, cancellationToken);
            await sender.Send(new SyncShop(request.Tenant), cancellationToken);
        }

        return true;
    }

    internal static bool IsDue(ShopDomain shop, ShopSync? last, DateTimeOffset now)
    {
        var tonight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero) + FirstHour + TimeSpan.FromMinutes(SHA256.HashData(Encoding.UTF8.GetBytes(shop.Value))[..2].Aggregate(0, (sum, next) => (sum << 8) + next) % Minutes);
        var night = tonight <= now ? tonight : tonight.AddDays(-1);
        return last is null || last.StartedAt < night || (last.Error is not null && now - last.EndedAt >= AfterFailure);
    }

    private async Task SubscribeAsync(ConnectedShop shop, CancellationToken cancellationToken)
    {
        try
        {
            int missing = await installs.SubscribeAsync(shop, cancellationToken);
            if (missing > 0)
            {
                LogSubscribed(shop.Domain, missing);
            }
        }
        catch (ShopUnreachableException e)
        {
            LogNotSubscribed(shop.Domain, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Shop} did not tell of {Missing} topics and is asked to from now on")]
    private partial void LogSubscribed(ShopDomain shop, int missing);

    [LoggerMessage(LogLevel.Error, "{Shop} may not tell what happens there, so prices are fresh only after each sync: {Reason}")]
    private partial void LogNotSubscribed(ShopDomain shop, string reason);
}
