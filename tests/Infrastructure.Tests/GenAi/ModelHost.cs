using GptMessenger.Application.Replies;
using GptMessenger.Infrastructure.GenAi;

namespace GptMessenger.Infrastructure.Tests.GenAi;

/// <summary>The model's adapter as the product registers it, with short pauses.</summary>
public sealed class ModelHost : IAsyncDisposable
{
    public const string Key = "sk-do-TEST-SECRET-KEY-0001";

    public const string Fine = """{"choices":[{"message":{"role":"assistant","content":"Yes, in red."},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":4}}""";

    public static readonly Prompt Prompt = new("You sell bags.\n\"Be brief.\"", "Customer Message: Habt ihr rote Täschchen? 😀");

    private readonly ApiHost _host;

    public ModelHost(Uri server, Func<GenAiOptions, GenAiOptions>? change = null, string path = "v1/chat/completions")
    {
        var options = new GenAiOptions
        {
            Key = Key,
            Endpoint = new Uri(server, path),
            FirstPause = TimeSpan.FromMilliseconds(10),
            Timeout = TimeSpan.FromSeconds(10),
        };
        _host = new ApiHost(services => services.AddGenAi(change?.Invoke(options) ?? options));
    }

    public LogCapture Logs => _host.Logs;

    public Task<Completion> AskAsync(Prompt? prompt = null, CancellationToken cancellationToken = default) =>
        _host.Get<ILlmClient>().CompleteAsync(prompt ?? Prompt, cancellationToken);

    public async Task<LlmUnavailableException> RefusalAsync()
    {
        var ask = () => AskAsync();
        return (await ask.Should().ThrowAsync<LlmUnavailableException>()).Which;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
