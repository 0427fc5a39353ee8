using GptMessenger.Application.Messenger;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Infrastructure.Shopify.Admin;

/// <summary>Brings the app into shops. Sources: Shopify, "Authorization code grant" and "Webhooks" (2026-10).</summary>
internal sealed class ShopInstalls(AdminApi api, TokenEndpoint endpoint, ShopTokens tokens, StoredShops shops, ShopifyOptions options, TimeProvider clock) : IShopInstalls
{
    private static readonly string[] Topics = ["PRODUCTS_CREATE", "PRODUCTS_UPDATE", "PRODUCTS_DELETE", "INVENTORY_LEVELS_UPDATE", "SHOP_UPDATE", "APP_UNINSTALLED"];

    public Uri? Address(ShopDomain shop, string state) => options is not { Key.Length: > 0, Secret.Length: > 0, PublicAddress: { } own } ? null
        : new Uri(ShopAddress.Of(options, shop, "admin/oauth/authorize"),
            $"?client_id={Uri.EscapeDataString(options.Key)}&scope={Uri.EscapeDataString(ShopifyOptions.Scope)}&redirect_uri={Uri.EscapeDataString($"{own.AbsoluteUri.TrimEnd('/')}/connect/shopify/callback")}&state={Uri.EscapeDataString(state)}");

    public async Task<ConnectedShop> ConnectAsync(TenantId tenant, ShopDomain shop, ShopGrant grant, CancellationToken cancellationToken)
    {
        if (await shops.FindAsync(shop, cancellationToken) is { IsConnected: true } other && other.Tenant != tenant)
        {
            throw new ShopUnreachableException($"{shop} is connected to another account. Disconnect it there first.");
        }

        var former = await shops.FindAsync(tenant, cancellationToken);
        if (former is { IsConnected: true } && former.Domain != shop)
        {
            throw new ShopUnreachableException($"{former.Domain} is connected to this account. Disconnect it first.");
        }

        var connected = new ConnectedShop(tenant, shop, clock.GetUtcNow());
        var token = grant.IsCode ? await ExchangedAsync(shop, grant.Text, cancellationToken) : new ShopToken(grant.Text, null, null, null, "");
        await api.CheckAsync(connected, token.AccessToken, cancellationToken);

        // The token first: a connection without one would be reported as broken.
        await tokens.StoreAsync(connected, token, cancellationToken);
        await shops.SaveAsync(connected, cancellationToken);
        return connected;
    }

    public async Task<int> SubscribeAsync(ConnectedShop shop, CancellationToken cancellationToken)
    {
        if (options.PublicAddress is not { } own)
        {
            throw new ShopUnreachableException("PUBLIC_URL is not set, so Shopify cannot be told where to deliver");
        }

        string uri = $"{own.AbsoluteUri.TrimEnd('/')}/shopify/webhook";
        var known = (await api.AskAsync(shop, AdminQueries.Subscriptions, variables: null, cancellationToken)).Data.Member("webhookSubscriptions").Listed()
            .Where(subscription => subscription.Member("uri").Text() == uri).Select(subscription => subscription.Member("topic").Text()).ToHashSet(StringComparer.Ordinal);
        string[] missing = [.. Topics.Where(topic => !known.Contains(topic))];
        foreach (string topic in missing)
        {
            var answer = await api.AskAsync(shop, AdminQueries.Subscribe, new { topic, uri }, cancellationToken);
            string? error = answer.Data.Member("webhookSubscriptionCreate").Member("userErrors").Items().Select(item => item.Member("message").Text()).FirstOrDefault();

            // Another node may have been faster.
            if (error?.Contains("already been taken", StringComparison.OrdinalIgnoreCase) == false)
            {
                throw new ShopUnreachableException($"{shop.Domain} does not take the webhook {topic}: {ForeignText.ForLog(error, secret: null)}");
            }
        }

        return missing.Length;
    }

    private async Task<ShopToken> ExchangedAsync(ShopDomain shop, string code, CancellationToken cancellationToken)
    {
        var token = await endpoint.ExchangeAsync(shop, code, cancellationToken)
            ?? throw new ShopUnreachableException($"{shop} does not accept the code: it was used already or is too old. Connect the shop once more.");
        string[] granted = token.Scope.Split(',', StringSplitOptions.TrimEntries);
        string[] missing = [.. ShopifyOptions.Scope.Split(',').Where(wanted => !granted.Contains(wanted) && !granted.Contains(wanted.Replace("read_", "write_", StringComparison.Ordinal)))];
        return missing.Length == 0 ? token
            : throw new ShopUnreachableException($"{shop} did not grant {string.Join(", ", missing)}. Give the app these permissions in its settings at Shopify, then connect the shop once more.");
    }
}
