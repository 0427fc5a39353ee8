namespace GptMessenger.Infrastructure.GenAi;

/// <summary>Nothing but what all servers know: some refuse unknown fields.</summary>
internal sealed record ChatRequest(string Model, IReadOnlyList<ChatMessage> Messages, int MaxTokens, bool Stream);

internal sealed record ChatMessage(string Role, string Content);

/// <summary>The older form, exactly as the Python system sends it.</summary>
internal sealed record CompletionRequest(string Model, string Prompt, int MaxTokens);
