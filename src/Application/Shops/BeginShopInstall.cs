using GptMessenger.Domain.Shops;
using MediatR;

namespace GptMessenger.Application.Shops;

/// <summary>Where the owner of a shop is asked for consent.</summary>
/// <param name="Shop">Which shop.</param>
/// <param name="State">Comes back with the answer: proves that it belongs to this question.</param>
/// <returns>Null: this installation has no app, or does not know its own address.</returns>
public sealed record BeginShopInstall(ShopDomain Shop, string State) : IRequest<Uri?>;

internal sealed class BeginShopInstallHandler(IShopInstalls installs) : IRequestHandler<BeginShopInstall, Uri?>
{
    public Task<Uri?> Handle(BeginShopInstall request, CancellationToken cancellationToken) => Task.FromResult(installs.Address(request.Shop, request.State));
}
