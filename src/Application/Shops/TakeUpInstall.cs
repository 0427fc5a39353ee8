using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Shops;
using MediatR;

namespace GptMessenger.Application.Shops;

/// <summary>Shopify has answered the owner of a shop: connects it.</summary>
/// <returns>Null: the answer was taken up before, or is too late.</returns>
/// <exception cref="ShopUnreachableException">Shopify does not accept the code, or the shop or the tenant is connected otherwise; nothing was changed.</exception>
/// <exception cref="Conversations.StoreUnavailableException">The store did not answer.</exception>
public sealed record TakeUpInstall(LoginId Login, TenantId Tenant, ShopDomain Shop, string Code) : IRequest<ConnectedShop?>
{
    /// <summary>Without what opens the shop: a record would print it.</summary>
    public override string ToString() => $"{nameof(TakeUpInstall)} of {Shop} for {Tenant}";
}

internal sealed class TakeUpInstallHandler(IPendingLogins logins, ISender sender) : IRequestHandler<TakeUpInstall, ConnectedShop?>
{
    public async Task<ConnectedShop?> Handle(TakeUpInstall request, CancellationToken cancellationToken) =>
        await logins.ClaimAsync(request.Login, cancellationToken)
            ? await sender.Send(new ConnectShop(request.Tenant, request.Shop, new ShopGrant(request.Code, IsCode: true)), cancellationToken)
            : null;
}
