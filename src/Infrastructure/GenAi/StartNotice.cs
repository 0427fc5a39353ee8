using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.GenAi;

/// <summary>Says at the start what the operator would otherwise learn from the first customer.</summary>
internal sealed partial class StartNotice(GenAiOptions options, ILogger<StartNotice> logger) : IHostedService
{
    /// <summary>Many copies of the Python system's configuration name it.</summary>
    private const string HostThatNeverWas = "api.genai.digitalocean.com";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(options.Key))
        {
            LogNoKey();
        }

        if (string.Equals(options.Endpoint.Host, HostThatNeverWas, StringComparison.OrdinalIgnoreCase))
        {
            LogNoSuchHost(HostThatNeverWas);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Warning, "AGENT_API_KEY is not set: the offline responder answers every customer")]
    private partial void LogNoKey();

    [LoggerMessage(LogLevel.Warning, "GENAI_ENDPOINT names {Host}, which does not exist. DigitalOcean's is https://inference.do-ai.run/v1/chat/completions")]
    private partial void LogNoSuchHost(string host);
}
