using GptMessenger.Application.Conversations;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Numbers;

/// <summary>
/// On which of a tenant's days something happened: by the clock of its shop, or where that is not known, by UTC. One clock for all pages of a
/// tenant, so that a day's numbers and a day's limit are about the same day.
/// </summary>
internal sealed class TenantDays(IStoreCatalog catalog)
{
    public async Task<DateOnly> OfAsync(TenantId tenant, DateTimeOffset time, CancellationToken cancellationToken) =>
        Day(time, await ZoneOfAsync(tenant, cancellationToken));

    public static DateOnly Day(DateTimeOffset time, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, zone).DateTime);

    public async Task<TimeZoneInfo> ZoneOfAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        try
        {
            return TimeZones.TryFind((await catalog.ReadShopAsync(tenant, cancellationToken)).TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;
        }
        catch (StoreUnavailableException)
        {
            // Nothing was ever read of this shop here, and counting goes on: at worst a day begins some hours early or late.
            return TimeZoneInfo.Utc;
        }
    }
}
