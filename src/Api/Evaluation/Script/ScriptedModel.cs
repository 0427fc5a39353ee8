using GptMessenger.Application.Replies;

namespace GptMessenger.Api.Evaluation.Script;

/// <summary>When the scripted model lies.</summary>
internal enum LieMode
{
    /// <summary>In traps.</summary>
    Traps,

    Never,

    /// <summary>In every case.</summary>
    Always,
}

/// <param name="Seed">Another one tells other lies in other words; the same one always the same.</param>
/// <param name="Mode">When it lies.</param>
/// <param name="Only">What it lies about; null: what the case says, else anything.</param>
internal sealed record ScriptOptions(int Seed = 1, LieMode Mode = LieMode.Traps, LieKind? Only = null);

/// <summary>
/// A model that lies on purpose and knows when, to prove what the product does about it. Questions it answers honestly from the prompt, so that
/// what is refused without need shows as well. Asked to mend a lie it mends, or lies once more.
/// </summary>
internal sealed class ScriptedModel(ScriptOptions options) : ILlmClient
{
    private const int CharactersPerToken = 4;

    private static readonly LieKind[] Everything = Enum.GetValues<LieKind>();

    public Task<Completion> CompleteAsync(Prompt prompt, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var run = CaseRun.Current ?? throw new InvalidOperationException("The scripted model is asked outside of a case.");
        var dice = new Dice(FormattableString.Invariant($"{options.Seed}:{run.Case.Name}:{run.Drafts.Count}"));
        string text = Draft(ReadPrompt.Of(prompt), run, dice);
        int read = ((prompt.System?.Length ?? 0) + prompt.User.Length) / CharactersPerToken;
        return Task.FromResult(new Completion(text, read, text.Length / CharactersPerToken));
    }

    private string Draft(ReadPrompt prompt, CaseRun run, Dice dice)
    {
        bool isTrap = run.Case.Kind == CaseKind.Trap;
        bool lies = options.Mode switch { LieMode.Always => true, LieMode.Traps => isTrap, LieMode.Never => false, _ => throw new InvalidOperationException($"{options.Mode} is no mode.") };
        bool mends = run.Drafts.Count > 0 && dice.Roll(2) == 0;
        if (lies && !mends && Lie(prompt, run.Case, dice) is { } lie)
        {
            run.Lies.Add((run.Drafts.Count, lie));
            return Around(lie.Sentence, dice);
        }

        return isTrap ? HonestAnswer.ToTrap(prompt, dice) : HonestAnswer.To(prompt, dice);
    }

    private Lie? Lie(ReadPrompt prompt, EvaluationCase @case, Dice dice)
    {
        var book = new LieBook(prompt, @case, dice);
        LieKind[] kinds = options.Only is { } only ? [only] : [.. @case.Lies.Count > 0 ? @case.Lies.Append(LieKind.Agreement) : Everything];
        return book.Tell(dice.Pick(kinds)) ?? (options.Only is null ? book.Tell(LieKind.Discount) : null);
    }

    /// <summary>A lie seldom comes alone.</summary>
    private static string Around(string lie, Dice dice) => dice.Roll(4) switch
    {
        0 => $"{lie} Shall I help you with anything else?",
        1 => $"Thanks for asking! {lie}",
        2 => $"Sure, I checked that for you.\n\n{lie}",
        _ => lie,
    };
}
