using GptMessenger.Domain.Pages;

namespace GptMessenger.Application.Pages;

/// <summary>Asks the platform whether it still lets the product speak for a page and brings its events.</summary>
public interface IPageInspection
{
    /// <returns>Null: nobody has connected it (any more).</returns>
    /// <exception cref="PageUnreachableException">The platform did not answer, or did not say anything about the page.</exception>
    Task<PageFindings?> InspectAsync(ConnectedPage page, CancellationToken cancellationToken);
}

/// <summary>What the platform says about a page.</summary>
public sealed record PageFindings
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(7);

    /// <summary>Why its token is good for nothing, as a sentence; null: it is accepted.</summary>
    public string? TokenFault { get; init; }

    /// <summary>When the token ends; null: it does not end by itself.</summary>
    public DateTimeOffset? TokenEndsAt { get; init; }

    /// <summary>When the owner must have logged in again; null: that is not asked for.</summary>
    public DateTimeOffset? DataEndsAt { get; init; }

    public IReadOnlyList<string> MissingPermissions { get; init; } = [];

    /// <summary>Why Graph takes no messages from it, as a sentence; null: it does, for all that this node knows.</summary>
    public string? SendFault { get; init; }

    /// <summary>Which of the events that the product needs are not delivered; null: the token is not good enough to ask.</summary>
    public IReadOnlyList<string>? MissingFields { get; init; }

    /// <summary>What customers write is among what is missing.</summary>
    public bool LacksMessages { get; init; }

    /// <summary>What keeps the page from working, as sentences.</summary>
    public IEnumerable<string> Faults(DateTimeOffset now)
    {
        if ((TokenFault ?? (TokenEndsAt <= now ? "Its access token has ended." : null)) is { } fault)
        {
            yield return fault;
            yield break;
        }

        foreach (string permission in MissingPermissions)
        {
            yield return $"The permission {permission} is missing.";
        }

        if (SendFault is { } refusal)
        {
            yield return refusal;
        }
    }

    /// <summary>What will, as sentences.</summary>
    public IEnumerable<string> Warnings(DateTimeOffset now)
    {
        if (TokenEndsAt is { } end && end > now && end - now < Soon)
        {
            yield return $"Its access token ends at {end.UtcDateTime:u}.";
        }

        if (DataEndsAt is { } last && last - now < Soon)
        {
            yield return last > now ? $"The app's access to its data ends at {last.UtcDateTime:u}, unless its owner logs in again." : $"The app's access to its data has ended at {last.UtcDateTime:u}.";
        }
    }
}
