using GptMessenger.Application.Audit;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Shops;
using MediatR;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Application.Shops;

/// <summary>Connects a tenant's shop, and has it read and kept fresh from then on.</summary>
/// <exception cref="ShopUnreachableException">Shopify does not accept what was given, or the shop or the tenant is connected otherwise; nothing was changed.</exception>
/// <exception cref="Conversations.StoreUnavailableException">The store did not answer.</exception>
public sealed record ConnectShop(TenantId Tenant, ShopDomain Shop, ShopGrant Grant) : IRequest<ConnectedShop>, IAudited
{
    public AuditMark Mark => new(Tenant, "connected a shop", Shop.Value);
}

internal sealed partial class ConnectShopHandler(IShopInstalls installs, IShopKeeper keeper, ILogger<ConnectShopHandler> logger) : IRequestHandler<ConnectShop, ConnectedShop>
{
    public async Task<ConnectedShop> Handle(ConnectShop request, CancellationToken cancellationToken)
    {
        var shop = await installs.ConnectAsync(request.Tenant, request.Shop, request.Grant, cancellationToken);
        LogConnected(shop.Domain, shop.Tenant);
        await keeper.KeepAsync(shop.Tenant);
        return shop;
    }

    [LoggerMessage(LogLevel.Information, "{Shop} is connected to {Tenant}")]
    private partial void LogConnected(ShopDomain shop, TenantId tenant);
}

/// <summary>How the app comes into shops.</summary>
public interface IShopInstalls
{
    /// <summary>Where the owner is asked whether the app may read the shop.</summary>
    /// <returns>Null: this installation has no app, or does not know its own address.</returns>
    Uri? Address(ShopDomain shop, string state);

    /// <exception cref="ShopUnreachableException">It is not accepted; nothing was changed.</exception>
    /// <exception cref="Conversations.StoreUnavailableException">The store did not answer.</exception>
    Task<ConnectedShop> ConnectAsync(TenantId tenant, ShopDomain shop, ShopGrant grant, CancellationToken cancellationToken);

    /// <summary>Has Shopify tell what happens in the shop, where it does not yet.</summary>
    /// <returns>How many topics were missing.</returns>
    /// <exception cref="ShopUnreachableException">Shopify refused or did not answer.</exception>
    Task<int> SubscribeAsync(ConnectedShop shop, CancellationToken cancellationToken);
}

/// <summary>What the owner's consent is proved by: a secret.</summary>
/// <param name="Text">It goes into the call that needs it and nowhere else.</param>
/// <param name="IsCode">A code, to be exchanged for a token once; else a token as a merchant's own app has it.</param>
public sealed record ShopGrant(string Text, bool IsCode)
{
    /// <summary>Without the secret: a record would print it.</summary>
    public override string ToString() => IsCode ? "a code" : "a token";
}
