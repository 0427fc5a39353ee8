namespace GptMessenger.Application.Replies;

/// <summary>Something about a prompt's text that its author should know.</summary>
/// <param name="Kind">What.</param>
/// <param name="Line">Where, counted from 1; null: it is about the whole.</param>
/// <param name="Says">What it is and what to do, as a sentence that may follow the prompt's name and a colon.</param>
public sealed record PromptProblem(PromptProblemKind Kind, int? Line, string Says)
{
    /// <summary>With this, it is no prompt that could be used; the rest is advice.</summary>
    public bool IsFatal => Kind is PromptProblemKind.UnknownPlace or PromptProblemKind.NoMessage or PromptProblemKind.TooLong or PromptProblemKind.NotText;
}

public enum PromptProblemKind
{
    /// <summary>It names a place that does not exist.</summary>
    UnknownPlace,

    /// <summary>The customer's message has no place in it.</summary>
    NoMessage,

    /// <summary>It leaves no room for what it should say something about.</summary>
    TooLong,

    /// <summary>It has characters that no text has.</summary>
    NotText,

    /// <summary>No line splits it into a system and a user message.</summary>
    NoSplit,

    /// <summary>More than one line could split it; the first does.</summary>
    ManySplits,

    /// <summary>The products have no place in it.</summary>
    NoProducts,

    /// <summary>It leaves little room.</summary>
    LittleRoom,
}
