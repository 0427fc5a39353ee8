namespace GptMessenger.Application.Shops;

/// <summary>What a catalogue's file has and the bot does not offer.</summary>
/// <param name="Counts">How many of each kind.</param>
/// <param name="First">The first of them, in the file's order: those that make no sense, then those that are not for sale.</param>
public sealed record SkippedProducts(IReadOnlyDictionary<SkipReason, int> Counts, IReadOnlyList<SkippedProduct> First)
{
    public static SkippedProducts None { get; } = new(new Dictionary<SkipReason, int>(), []);

    public int Total => Counts.Values.Sum();
}

/// <param name="Reason">Why.</param>
/// <param name="Reference">Its id or its handle, cut; null: it has none, or it cannot be read.</param>
/// <param name="Title">Cut; null: it has none, or it cannot be read.</param>
public sealed record SkippedProduct(SkipReason Reason, string? Reference, string? Title);

public enum SkipReason
{
    /// <summary>It has no title.</summary>
    NoTitle,

    /// <summary>It has neither an id nor a handle.</summary>
    NoId,

    /// <summary>It is longer than any product's description may be.</summary>
    TooLarge,

    /// <summary>Where a product should be, there is something else.</summary>
    NoProduct,

    /// <summary>A draft, archived, or in another state than active.</summary>
    NotActive,

    /// <summary>The shop does not show it.</summary>
    Unpublished,
}
