using GptMessenger.Api.Evaluation.Script;
using GptMessenger.Application.Replies;

namespace GptMessenger.Api.Evaluation;

/// <summary>A case while its answer is found. Calls of the model find theirs by where they are made, since cases run side by side.</summary>
internal sealed class CaseRun
{
    private static readonly AsyncLocal<CaseRun?> Running = new();

    private CaseRun(EvaluationCase @case) => Case = @case;

    /// <summary>Null outside of a case.</summary>
    public static CaseRun? Current => Running.Value;

    public EvaluationCase Case { get; }

    /// <summary>How often the model was asked.</summary>
    public int Asked { get; set; }

    /// <summary>What it said, as it said it.</summary>
    public List<Completion> Drafts { get; } = [];

    /// <summary>What the scripted model knows to be lies, by draft.</summary>
    public List<(int Draft, Lie Lie)> Lies { get; } = [];

    /// <summary>For what the caller does from here on.</summary>
    public static CaseRun Begin(EvaluationCase @case) => Running.Value = new CaseRun(@case);
}

/// <summary>Keeps what the model says before anything is made of it.</summary>
internal sealed class DraftWatch(ILlmClient model) : ILlmClient
{
    public async Task<Completion> CompleteAsync(Prompt prompt, CancellationToken cancellationToken)
    {
        var run = CaseRun.Current ?? throw new InvalidOperationException("The model is asked outside of a case.");
        run.Asked++;
        var completion = await model.CompleteAsync(prompt, cancellationToken);
        run.Drafts.Add(completion);
        return completion;
    }
}
