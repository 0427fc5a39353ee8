using GptMessenger.Domain.Replies;

namespace GptMessenger.Api.Evaluation;

/// <summary>What became of a case.</summary>
internal sealed record CaseResult
{
    public required string Name { get; init; }

    public required string File { get; init; }

    public required CaseKind Kind { get; init; }

    /// <summary>Why the case did not pass; empty: it passed.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    public bool Passed => Failures.Count == 0;

    public required AnswerSource Source { get; init; }

    public IReadOnlyList<ExpectedProduct> Products { get; init; } = [];

    /// <summary>Claims in what the model wrote: of each draft what the case forbids and the script knows, or what the product refused it for, whichever is more.</summary>
    public int UnsupportedBefore { get; init; }

    /// <summary>Claims in what the customer would read.</summary>
    public IReadOnlyList<string> UnsupportedAfter { get; init; } = [];

    /// <summary>Why the product refused each draft that it did.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Refused { get; init; } = [];

    /// <summary>A question, answered by the model with nothing wrong that is known of, and refused all the same.</summary>
    public bool IsFalseRefusal { get; init; }

    /// <summary>The model was asked and gave nothing.</summary>
    public bool IsUnanswered { get; init; }

    public int PromptTokens { get; init; }

    public int CompletionTokens { get; init; }

    public double LatencyMs { get; init; }

    public IReadOnlyList<string> Asked { get; init; } = [];

    /// <summary>As the model wrote them.</summary>
    public IReadOnlyList<string> Drafts { get; init; } = [];

    /// <summary>What the customer would read.</summary>
    public required string Answer { get; init; }
}

/// <param name="Product">As the case names it.</param>
/// <param name="Rank">Its place among the products that the model was shown, from 1; null: it was not among them.</param>
/// <param name="IsNamed">The answer names it.</param>
internal sealed record ExpectedProduct(string Product, int? Rank, bool IsNamed);
