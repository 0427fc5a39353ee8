namespace GptMessenger.Domain.Shops;

/// <summary>Something the shop sells now: drafts, archived and unpublished products never become one.</summary>
public sealed record Product
{
    /// <summary>The shop system's id, or the handle where a file has none.</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>Its name in the shop's addresses; null where a file has none.</summary>
    public string? Handle { get; init; }

    public string Description { get; init; } = "";

    public string Type { get; init; } = "";

    public string Vendor { get; init; } = "";

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<Variant> Variants { get; init; } = [];

    /// <summary>The product's page in the shop; null when the shop gives no way to know it.</summary>
    public Uri? Link { get; init; }

    /// <summary>The first is the one to show.</summary>
    public IReadOnlyList<Uri> Images { get; init; } = [];

    /// <summary>What a customer chooses between; empty when there is only one form.</summary>
    public IReadOnlyList<ProductOption> Options { get; init; } = [];

    /// <summary>Where the shop puts it, such as "New in spring".</summary>
    public IReadOnlyList<string> Collections { get; init; } = [];

    public bool IsAvailable => Variants.Any(variant => variant.IsAvailable);
}

/// <summary>One buyable form of a product.</summary>
/// <param name="Id">The shop system's numeric id, which a cart link needs; null where a file has none.</param>
/// <param name="Title">Such as "M / Blue"; empty when the product has only one form.</param>
/// <param name="Price">What it costs; null where the file's price makes no sense.</param>
/// <param name="IsAvailable">Can be bought now.</param>
/// <param name="Sku">The shop's own number for it.</param>
public sealed record Variant(string? Id, string Title, Money? Price, bool IsAvailable, string? Sku)
{
    /// <summary>The price before it was reduced, above the one of now; null: it is not reduced.</summary>
    public Money? Before { get; init; }

    /// <summary>By how much it is reduced, in percent of the price before; null: it is not.</summary>
    public decimal? Reduction => Before is { Amount: > 0 } before && Price is { } now ? 100 * (before.Amount - now.Amount) / before.Amount : null;
}

/// <summary>Something to choose, such as "Size", and the choices.</summary>
public sealed record ProductOption(string Name, IReadOnlyList<string> Values);
