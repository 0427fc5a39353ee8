using GptMessenger.Domain.Conversations;

namespace GptMessenger.Domain.Shops;

/// <summary>A shop that a tenant has connected: its catalogue is ours to read.</summary>
/// <param name="Tenant">Whose it is.</param>
/// <param name="Domain">Which shop.</param>
/// <param name="ConnectedAt">Since when.</param>
/// <param name="DisconnectedAt">Since when no longer: the app was uninstalled there. Null: it is connected.</param>
public sealed record ConnectedShop(TenantId Tenant, ShopDomain Domain, DateTimeOffset ConnectedAt, DateTimeOffset? DisconnectedAt = null)
{
    public bool IsConnected => DisconnectedAt is null;
}
