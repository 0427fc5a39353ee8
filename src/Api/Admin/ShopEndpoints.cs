using GptMessenger.Application.Conversations;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Shops;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GptMessenger.Api.Admin;

/// <summary>A tenant's Shopify shop: connect it with the token of an app that the merchant made, see how it is, read it anew, let it go.</summary>
internal static class ShopEndpoints
{
    private const string Shop = "/users/{tenant}/shopify";
    private const int MaxToken = 256;

    public static void MapShops(this IEndpointRouteBuilder admin)
    {
        admin.MapPost(Shop, ConnectAsync);
        admin.MapGet(Shop, ShowAsync);
        admin.MapPost($"{Shop}/sync", SyncAsync);
        admin.MapDelete(Shop, DisconnectAsync);
    }

    private static Task<IResult> ConnectAsync(string tenant, TokenOfShop? body, ISender sender, CancellationToken cancellationToken) => ForAsync(tenant, async owner =>
    {
        if (!ShopDomain.TryParse(body?.Shop, out var shop))
        {
            return Problem(StatusCodes.Status400BadRequest, "shop should be the shop's address at Shopify, such as some-shop.myshopify.com.");
        }

        if (body?.Token is not { Length: > 0 and <= MaxToken } token || !token.All(c => c is > ' ' and < '\x7F'))
        {
            return Problem(StatusCodes.Status400BadRequest, "token should be the Admin API access token of an app in this shop, such as shpat_….");
        }

        var connected = await sender.Send(new ConnectShop(owner, shop, new ShopGrant(token, IsCode: false)), cancellationToken);
        return TypedResults.Ok(new { shop = connected.Domain.Value, connectedAt = AdminEndpoints.Time(connected.ConnectedAt) });
    });

    private static Task<IResult> ShowAsync(string tenant, ISender sender, CancellationToken cancellationToken) => ForAsync(tenant, async owner =>
        await sender.Send(new ShowShop(owner), cancellationToken) is not { } shown ? NoShop() : TypedResults.Ok(new
        {
            shop = shown.Shop.Domain.Value,
            connectedAt = AdminEndpoints.Time(shown.Shop.ConnectedAt),
            disconnectedAt = AdminEndpoints.Time(shown.Shop.DisconnectedAt),
            sync = shown.Sync is not { } sync ? null : new
            {
                startedAt = AdminEndpoints.Time(sync.StartedAt),
                endedAt = AdminEndpoints.Time(sync.EndedAt),
                lastGoodAt = AdminEndpoints.Time(sync.LastGoodAt),
                way = sync.Way?.ToString().ToLowerInvariant(),
                offered = sync.Products?.Offered,
                hidden = sync.Products?.Hidden,
                skipped = sync.Products?.Skipped,
                changed = sync.Products is { } products ? products.IsChanged || sync.IsShopChanged : (bool?)null,
                error = sync.Error,
            },
        }));

    private static Task<IResult> SyncAsync(string tenant, ISender sender, CancellationToken cancellationToken) => ForAsync(tenant, async owner =>
        await sender.Send(new RequestShopSync(owner), cancellationToken) ? TypedResults.Accepted((string?)null) : NoShop());

    private static Task<IResult> DisconnectAsync(string tenant, ISender sender, CancellationToken cancellationToken) => ForAsync(tenant, async owner =>
        await sender.Send(new DisconnectShop(owner), cancellationToken) ? TypedResults.NoContent() : NoShop());

    private static async Task<IResult> ForAsync(string tenant, Func<TenantId, Task<IResult>> answer)
    {
        if (!TenantId.TryParse(tenant, out var owner))
        {
            return Problem(StatusCodes.Status400BadRequest, "That names no tenant: up to 128 letters, digits, '.', '_' and '-'.");
        }

        try
        {
            return await answer(owner);
        }
        catch (ShopUnreachableException e)
        {
            return Problem(StatusCodes.Status422UnprocessableEntity, e.Message);
        }
        catch (StoreUnavailableException e)
        {
            return AdminEndpoints.Unavailable(e);
        }
    }

    private static ProblemHttpResult NoShop() => Problem(StatusCodes.Status404NotFound, "No shop is connected.");

    private static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);

    private sealed record TokenOfShop(string? Shop, string? Token)
    {
        /// <summary>Without the token: a record would print it.</summary>
        public override string ToString() => $"a token for {Shop}";
    }
}
