namespace GptMessenger.Domain.Replies;

/// <summary>Why a reply says what it says: what it was made of, and what was found when it was checked.</summary>
public sealed record AnswerBasis
{
    public required AnswerSource Source { get; init; }

    /// <summary>Of an answer without the model: why there was none of it.</summary>
    public string? WithoutModel { get; init; }

    /// <summary>The customer was told that a person will follow up.</summary>
    public bool IsLeftToPerson { get; init; }

    /// <summary>The same as a kind, to be counted and shown; null: the model answered, or an earlier version of this product found the answer.</summary>
    public OfflineReason? Reason { get; init; }

    /// <summary>A digest of the prompt's own text; null: no prompt was made.</summary>
    public string? PromptVersion { get; init; }

    /// <summary>The store's version of the catalogue; null: there is none.</summary>
    public string? CatalogVersion { get; init; }

    /// <summary>The ids of the products that the model was shown, in the order of their references.</summary>
    public IReadOnlyList<string> Products { get; init; } = [];

    /// <summary>What was wrong with each draft that was not sent, in the order in which they were written.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Refused { get; init; } = [];

    /// <summary>Of all drafts together, as the model counted them.</summary>
    public int PromptTokens { get; init; }

    /// <summary>Of all drafts together, as the model counted them.</summary>
    public int CompletionTokens { get; init; }
}

public enum AnswerSource
{
    /// <summary>The model's first draft.</summary>
    Model,

    /// <summary>A draft of the model that it was asked to mend.</summary>
    MendedModel,

    /// <summary>The shop's data alone.</summary>
    Offline,

    /// <summary>A sentence that is always the same, such as that pictures cannot be read.</summary>
    Fixed,
}

/// <summary>Why the offline responder answers.</summary>
public enum OfflineReason
{
    /// <summary>The model gave no answer: it is not configured, did not answer, or answered without words.</summary>
    ModelAway,

    /// <summary>None of the model's drafts was supported by the shop's data.</summary>
    NothingSupported,

    /// <summary>What the tenant's model may cost on one day is spent or promised.</summary>
    DayLimit,

    /// <summary>What the tenant's model may cost in one month is spent or promised.</summary>
    MonthLimit,

    /// <summary>The customer has had the model's answers of this hour.</summary>
    CustomerLimit,

    /// <summary>There are limits, and nobody could say what is left of them.</summary>
    LimitsUnknown,
}
