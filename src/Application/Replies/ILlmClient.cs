using GptMessenger.Domain.Replies;

namespace GptMessenger.Application.Replies;

/// <summary>A model that completes prompts.</summary>
public interface ILlmClient
{
    /// <exception cref="LlmUnavailableException">No answer is to be had: not configured, refused, too late, empty.</exception>
    Task<Completion> CompleteAsync(Prompt prompt, CancellationToken cancellationToken);
}

/// <summary>What the model is asked.</summary>
/// <param name="System">What it must know and obey; null where the prompt has no such half.</param>
/// <param name="User">What it is to answer.</param>
public sealed record Prompt(string? System, string User)
{
    /// <summary>How many tokens it has at most, where that was counted when it was made; null: it was not.</summary>
    public int? Tokens { get; init; }
}

/// <param name="Text">Never empty; already shortened to whole sentences where the model was cut off.</param>
/// <param name="PromptTokens">As the model counted them; null where it did not say.</param>
/// <param name="CompletionTokens">As the model counted them; null where it did not say.</param>
public sealed record Completion(string Text, int? PromptTokens, int? CompletionTokens)
{
    /// <summary>Which model it was, by the name that the configuration gives it; null where nobody says.</summary>
    public string? Model { get; init; }
}

public sealed class LlmUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>An answer that is of no use and was made all the same: it has to be paid for. Null: there was none.</summary>
    public Completion? Wasted { get; init; }

    /// <summary>Why there is no answer, as a kind.</summary>
    public OfflineReason Reason { get; init; } = OfflineReason.ModelAway;
}
