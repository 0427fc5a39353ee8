namespace GptMessenger.Infrastructure.Shopify.Admin;

/// <summary>
/// What the Admin API is asked (schema 2026-10). Fields that change by themselves (stock on hand, times) are not asked for: an unchanged catalogue
/// stays an unchanged file, and whether something can be bought is said by <c>availableForSale</c>.
/// </summary>
internal static class AdminQueries
{
    /// <summary>Without the owner's own address, which customers need not know.</summary>
    public const string Shop = $$"""
        query Shop { shop { {{ShopAlone}} shopPolicies { type title url body } } }
        """;

    /// <summary>For apps that may not see the policies: to them the whole shop is refused for their sake.</summary>
    public const string ShopWithoutPolicies = $$"""
        query Shop { shop { {{ShopAlone}} } }
        """;

    private const string ShopAlone = """
        name description contactEmail myshopifyDomain url primaryDomain { host url } currencyCode enabledPresentmentCurrencies ianaTimezone
        taxesIncluded shipsToCountries shopAddress { address1 address2 zip city province country phone }
        """;

    public const string Count = "query Count { productsCount { count precision } }";

    public const string Page = $$"""
        query Products($first: Int!, $after: String) {
          products(first: $first, after: $after, sortKey: ID) {
            pageInfo { hasNextPage endCursor }
            nodes { {{Nested}} }
          }
        }
        """;

    public const string MoreVariants = $$"""
        query MoreVariants($id: ID!, $after: String) {
          product(id: $id) { variants(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { {{Variant}} } } }
        }
        """;

    public const string Changed = $$"""
        query Changed($ids: [ID!]!) { nodes(ids: $ids) { ... on Product { {{Nested}} } ... on InventoryItem { variant { product { id } } } } }
        """;

    public const string RunBulk = "mutation Run($query: String!) { bulkOperationRunQuery(query: $query, groupObjects: false) { bulkOperation { id status } userErrors { field message } } }";

    public const string Bulk = "query Bulk($id: ID!) { bulkOperation(id: $id) { id status errorCode objectCount rootObjectCount fileSize url } }";

    public const string Subscriptions = "query Subscriptions { webhookSubscriptions(first: 100) { nodes { topic uri } } }";

    public const string Subscribe = """
        mutation Subscribe($topic: WebhookSubscriptionTopic!, $uri: String!) {
          webhookSubscriptionCreate(topic: $topic, webhookSubscription: { uri: $uri, format: JSON }) { webhookSubscription { id } userErrors { field message } }
        }
        """;

    /// <summary>Handed to <see cref="RunBulk"/>: no variables, no <c>first</c>.</summary>
    public const string BulkProducts = $$"""
        { products { edges { node { {{Product}} variants { edges { node { {{Variant}} } } } collections { edges { node { id title } } } } } } }
        """;

    private const string Product = """
        id title handle description(truncateAt: 4000) vendor productType tags status onlineStoreUrl options(first: 3) { name optionValues { name } }
        priceRangeV2 { minVariantPrice { amount currencyCode } maxVariantPrice { amount currencyCode } } featuredMedia { preview { image { url altText } } }
        """;

    private const string Variant = "id title sku position price compareAtPrice availableForSale";

    private const string Nested = $$"""
        {{Product}} variants(first: 25) { pageInfo { hasNextPage endCursor } nodes { {{Variant}} } } collections(first: 10) { nodes { id title } }
        """;
}
