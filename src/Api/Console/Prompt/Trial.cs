using GptMessenger.Application.Prompts;
using GptMessenger.Application.Replies;

namespace GptMessenger.Api.Console.Prompt;

/// <summary>One question of a preview, while it is tried and afterwards.</summary>
public sealed class Trial(TrialQuestion question, IReadOnlyList<string> asked)
{
    public TrialQuestion Question => question;

    /// <summary>What the customer said.</summary>
    public IReadOnlyList<string> Asked => asked;

    /// <summary>Null: it was typed in.</summary>
    public PastQuestion? Past { get; init; }

    /// <summary>Why the answer of then, or of the prompt in force, says what it says; null: there is none (yet).</summary>
    public AnswerRecord? Old { get; set; }

    public string? OldAnswer { get; private set; }

    /// <summary>Null: not tried (yet), or the question is gone.</summary>
    public TriedPrompt? New { get; set; }

    public bool IsRunning { get; set; }

    public void WithOld(TriedPrompt tried) => (Old, OldAnswer) = (RecordOf(tried), tried.Answer);

    public static AnswerRecord RecordOf(TriedPrompt tried) => new("", default, tried.Basis) { Seconds = Math.Round(tried.Took.TotalSeconds, 2) };
}
