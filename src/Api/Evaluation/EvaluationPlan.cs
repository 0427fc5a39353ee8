using GptMessenger.Api.Evaluation.Script;

namespace GptMessenger.Api.Evaluation;

/// <summary>What is asked for on the command line.</summary>
internal sealed record EvaluationPlan
{
    /// <summary>As <c>--model</c>: the model that lies on purpose, in place of the configured one.</summary>
    public const string Scripted = "scripted";

    /// <summary>The folder of the cases.</summary>
    public required string Folder { get; init; }

    /// <summary>Null: the sample shop, in Development.</summary>
    public string? Tenant { get; init; }

    /// <summary>Null: the tenant's first that is configured.</summary>
    public string? Page { get; init; }

    /// <summary>Another prompt's file; null: the tenant's own or the common one.</summary>
    public string? Prompt { get; init; }

    /// <summary>Another model's id, or <see cref="Scripted"/>; null: as configured.</summary>
    public string? Model { get; init; }

    public ScriptOptions Script { get; init; } = new();

    /// <summary>Where the JSON goes.</summary>
    public string Out { get; init; } = "eval-result.json";

    /// <summary>How many cases run at once.</summary>
    public int Parallel { get; init; } = 4;

    public Thresholds Thresholds { get; init; } = new();

    public bool IsScripted => Model == Scripted;
}
