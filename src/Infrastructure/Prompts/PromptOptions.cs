namespace GptMessenger.Infrastructure.Prompts;

/// <param name="File">The common prompt (<c>PROMPT_FILE</c>), as a full path.</param>
public sealed record PromptOptions(string File);
