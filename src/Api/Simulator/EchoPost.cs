using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace GptMessenger.Api.Simulator;

/// <summary>Tells the product of its own sends, a moment after the call that caused them was answered, as Meta does.</summary>
internal sealed class EchoPost(WebhookPost webhooks, TimeProvider clock) : BackgroundService
{
    private const int SideBySide = 8;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(150);

    private readonly Channel<(string Psid, JsonObject Payload)> _echoes = Channel.CreateUnbounded<(string, JsonObject)>();

    public void Post(string psid, JsonObject payload) => _echoes.Writer.TryWrite((psid, payload));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Parallel.ForEachAsync(
        _echoes.Reader.ReadAllAsync(stoppingToken),
        new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = stoppingToken },
        async (echo, token) =>
        {
            await Task.Delay(Moment, clock, token);
            await webhooks.DeliverAsync(echo.Psid, "echo", echo.Payload, _ => { }, token);
        });
}
