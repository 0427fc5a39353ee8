namespace GptMessenger.Infrastructure.GenAi;

/// <summary>Where the model is and how it is asked. The defaults are those of the configuration contract.</summary>
public sealed record GenAiOptions
{
    /// <summary><c>AGENT_API_KEY</c>; none: there is no model, the offline responder answers.</summary>
    public string? Key { get; init; }

    /// <summary><c>GENAI_ENDPOINT</c>: the full address to POST to, query included.</summary>
    public Uri Endpoint { get; init; } = new("https://inference.do-ai.run/v1/chat/completions");

    /// <summary><c>GENAI_MODEL</c>, best first; the next is asked when the endpoint no longer has one.</summary>
    public IReadOnlyList<string> Models { get; init; } = ["llama3.3-70b-instruct"];

    /// <summary><c>GENAI_MAX_TOKENS</c>.</summary>
    public int MaxTokens { get; init; } = 200;

    /// <summary><c>GENAI_TIMEOUT_S</c>: of one question with all its retries; waiting for one's turn does not count.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary><c>GENAI_MAX_CONCURRENCY</c>, of this node.</summary>
    public int MaxConcurrency { get; init; } = 64;

    /// <summary>Before the first retry; the second waits about twice as long.</summary>
    internal TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Chat with roles; else the completions form with a single prompt.</summary>
    internal bool IsChat => Endpoint.AbsolutePath.TrimEnd('/').EndsWith("/chat/completions", StringComparison.OrdinalIgnoreCase);

    /// <summary>Without the key: a record would print it.</summary>
    public override string ToString() => $"{string.Join(", ", Models)} at {Endpoint.Host}";
}
