namespace GptMessenger.Domain.Shops;

/// <summary>What a shop says about itself.</summary>
public sealed record Shop
{
    public static Shop Unknown { get; } = new();

    public string? Name { get; init; }

    /// <summary>ISO 4217; the currency of every price that names none.</summary>
    public string? Currency { get; init; }

    /// <summary>The storefront's address, such as <c>https://shop.example</c>.</summary>
    public Uri? Storefront { get; init; }

    public string? Email { get; init; }

    /// <summary>The language that the shop is written in, such as <c>de</c> or <c>pt-BR</c>.</summary>
    public string? Locale { get; init; }

    /// <summary>As IANA names it, such as <c>Europe/Oslo</c>.</summary>
    public string? TimeZone { get; init; }

    public IReadOnlyList<ShopPolicy> Policies { get; init; } = [];

    /// <summary>The rest that helps to answer: description, countries shipped to, address…</summary>
    public IReadOnlyList<Fact> Facts { get; init; } = [];
}

/// <summary>A policy in plain text.</summary>
public sealed record ShopPolicy(PolicyKind Kind, string Title, string Text);

public enum PolicyKind
{
    Refund,
    Shipping,
    Privacy,
    Contact,
    Terms,
    Other,
}

/// <summary>A named piece of knowledge.</summary>
public sealed record Fact(string Name, string Value);
