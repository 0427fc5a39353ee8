using GptMessenger.Domain.Shops;

namespace GptMessenger.Infrastructure.Shopify.Admin;

/// <summary>Where a shop is asked: at its own address, which was checked when it became a <see cref="ShopDomain"/>, or at the server that stands for all.</summary>
internal static class ShopAddress
{
    public static Uri Of(ShopifyOptions options, ShopDomain shop, string path) =>
        options.Endpoint is { } endpoint ? new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/{shop}/{path}") : new Uri($"https://{shop}/{path}");
}
