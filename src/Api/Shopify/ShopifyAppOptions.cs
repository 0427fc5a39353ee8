namespace GptMessenger.Api.Shopify;

/// <summary>The Shopify app as the outside sees it.</summary>
/// <param name="Secrets">UTF-8; several while one is being replaced by another (<c>SHOPIFY_API_SECRET</c>). None: nothing that claims to be from Shopify is believed.</param>
internal sealed record ShopifyAppOptions(IReadOnlyList<byte[]> Secrets)
{
    /// <summary>Without the secrets: a record would print them.</summary>
    public override string ToString() => $"{Secrets.Count} secrets";
}
