using GptMessenger.Api.Evaluation.Script;
using GptMessenger.Application.Evaluation;

namespace GptMessenger.Api.Evaluation;

/// <summary>A conversation, and what the answer to it must and must not be.</summary>
internal sealed record EvaluationCase
{
    /// <summary>Where it is written, for error messages.</summary>
    public required string File { get; init; }

    public required string Name { get; init; }

    public required CaseKind Kind { get; init; }

    public IReadOnlyList<SaidBefore> Earlier { get; init; } = [];

    /// <summary>What the customer says now: one message, or several in a row.</summary>
    public required IReadOnlyList<string> Asked { get; init; }

    /// <summary>By id, handle or title: those that the model must be shown.</summary>
    public IReadOnlyList<string> Products { get; init; } = [];

    /// <summary>Likewise: those that the answer must name, and the model be shown.</summary>
    public IReadOnlyList<string> Named { get; init; } = [];

    /// <summary>What the answer must hold, all of it.</summary>
    public IReadOnlyList<string> Contains { get; init; } = [];

    public ForbiddenClaims Forbidden { get; init; } = ForbiddenClaims.None;

    /// <summary>What the scripted model may lie about here; none: anything.</summary>
    public IReadOnlyList<LieKind> Lies { get; init; } = [];

    public IEnumerable<string> Expected => Products.Concat(Named).Distinct(StringComparer.OrdinalIgnoreCase);
}

internal enum CaseKind
{
    /// <summary>Asked in good faith: a draft that says nothing wrong must not be refused.</summary>
    Question,

    /// <summary>Made to have something said that is not so.</summary>
    Trap,
}
