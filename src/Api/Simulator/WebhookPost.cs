using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GptMessenger.Api.Facebook;

namespace GptMessenger.Api.Simulator;

/// <summary>
/// Posts webhooks to the product's own address, as Meta does: over HTTP, with five seconds to answer, and again when the answer is not 200.
/// Meta goes on for hours; a person who waits in front of a page wants to know sooner.
/// </summary>
internal sealed class WebhookPost(IHttpClientFactory clients, OwnAddress address, SimulatorKeys keys, WireLog wire, TimeProvider clock)
{
    public const string Client = "Simulated Meta";

    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)];

    /// <param name="psid">Whose thread it is about.</param>
    /// <param name="what">For the log.</param>
    /// <param name="payload">What is posted.</param>
    /// <param name="report">Told after every try.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task DeliverAsync(string psid, string what, JsonObject payload, Action<Delivery> report, CancellationToken cancellationToken)
    {
        var webhook = SignedWebhook.Of(payload, keys.AppSecret);
        for (int attempt = 1; ; attempt++)
        {
            var (status, detail) = await PostAsync(psid, what, webhook, cancellationToken);
            if (status == StatusCodes.Status200OK)
            {
                report(new(DeliveryState.Delivered, attempt, status));
                return;
            }

            TimeSpan? pause = attempt <= Pauses.Length ? Pauses[attempt - 1] : null;
            report(new(DeliveryState.Failed, attempt, status, detail, pause));
            if (pause is not { } wait)
            {
                return;
            }

            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    private async Task<(int? Status, string? Detail)> PostAsync(string psid, string what, SignedWebhook webhook, CancellationToken cancellationToken)
    {
        var (at, start) = (clock.GetUtcNow(), clock.GetTimestamp());
        int? status = null;
        string? detail;
        try
        {
            using var client = clients.CreateClient(Client);
            using var request = webhook.ToRequest(address.Of(WebhookEndpoints.Path));
            using var response = await client.SendAsync(request, cancellationToken);
            status = (int)response.StatusCode;
            detail = Detail(await response.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (Exception e) when (e is HttpRequestException or InvalidOperationException)
        {
            detail = e.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            detail = $"No answer within {Timeout.TotalSeconds} seconds.";
        }

        wire.Add(new(at, WireSide.Webhook, psid, what, "POST", WebhookEndpoints.Path, status, clock.GetElapsedTime(start), Encoding.ASCII.GetString(webhook.Body.Span)));
        return (status, detail);
    }

    /// <summary>What a problem document says.</summary>
    private static string? Detail(string body)
    {
        try
        {
            return JsonNode.Parse(body) is JsonObject problem ? (problem["detail"] ?? problem["title"])?.ToString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
