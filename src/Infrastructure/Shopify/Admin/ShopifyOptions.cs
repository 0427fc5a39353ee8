namespace GptMessenger.Infrastructure.Shopify.Admin;

/// <summary>Where Shopify's Admin API is and as which app it is called. The defaults are those of the configuration contract.</summary>
public sealed record ShopifyOptions
{
    /// <summary><c>SHOPIFY_VERSION</c>.</summary>
    public string Version { get; init; } = "2026-10";

    /// <summary><c>SHOPIFY_ENDPOINT</c>: one server in the place of all shops. Null: each shop is asked at its own address.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary><c>SHOPIFY_API_KEY</c>, the app's client id; empty: shops cannot install it.</summary>
    public string Key { get; init; } = "";

    /// <summary>The first of <c>SHOPIFY_API_SECRET</c>; empty: shops cannot install the app, and expiring tokens cannot be renewed.</summary>
    public string Secret { get; init; } = "";

    /// <summary><c>PUBLIC_URL</c>: where this installation is reached from outside; null: not known, and shops cannot install the app.</summary>
    public Uri? PublicAddress { get; init; }

    /// <summary>What the app asks an owner for: to read, nothing else.</summary>
    internal const string Scope = "read_products,read_inventory,read_legal_policies,read_discounts";

    /// <summary>Shops with more products are read as one file that Shopify makes.</summary>
    internal int PagedUpTo { get; init; } = 1000;

    /// <summary>Of one call.</summary>
    internal TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Before the first new try, and before the first look at a file that is being made.</summary>
    internal TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>For how long a file may be in the making. Shopify allows itself ten days.</summary>
    internal TimeSpan BulkPatience { get; init; } = TimeSpan.FromHours(3);

    /// <summary>Without the secret: a record would print it.</summary>
    public override string ToString() => $"{Version} at {Endpoint?.Host ?? "each shop's own address"}";
}
