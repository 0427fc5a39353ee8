namespace GptMessenger.Api.Shopify;

/// <summary>The Shopify app as the outside sees it.</summary>
/// <param name="Secrets">UTF-8; several while one is being replaced by another (<c>SHOPIFY_API_SECRET</c>). None: nothing that claims to be from Shopify is believed.</param>
internal sealed record ShopifyAppOptions(IReadOnlyList<byte[]> Secrets)
{
    /// <summary><c>PUBLIC_URL</c> begins with https, whatever a proxy in front says: cookies go back there only.</summary>
    public bool IsHttps { get; init; }

    /// <summary>Without the secrets: a record would print them.</summary>
    public override string ToString() => $"{Secrets.Count} secrets";
}
