namespace GptMessenger.Domain.Pages;

/// <summary>How a connected page was when it was last checked.</summary>
/// <param name="State">What it comes to.</param>
/// <param name="Problems">What is wrong, as sentences; empty: nothing is.</param>
/// <param name="CheckedAt">When the check began.</param>
/// <param name="Since">Since when it has been in this state, as far as checks show.</param>
public sealed record PageHealth(PageState State, IReadOnlyList<string> Problems, DateTimeOffset CheckedAt, DateTimeOffset Since)
{
    /// <summary>All that was said up to then has come in, for all that is known; what was said later is looked for when there is a reason to.</summary>
    public required DateTimeOffset WholeUntil { get; init; }

    /// <summary>When a check last had the page's events delivered again; null: none had to.</summary>
    public DateTimeOffset? RepairedAt { get; init; }
}

public enum PageState
{
    Healthy,

    /// <summary>It works, and will not for long, or not all is known to be well.</summary>
    AtRisk,

    /// <summary>Messages do not come in, or answers do not go out, until somebody does something.</summary>
    Broken,
}
