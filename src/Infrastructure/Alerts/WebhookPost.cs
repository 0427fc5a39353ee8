using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GptMessenger.Application.Alerts;
using GptMessenger.Domain.Conversations;
using Polly.Timeout;

namespace GptMessenger.Infrastructure.Alerts;

/// <summary>
/// Posts an alert as JSON. <c>X-GptMessenger-Signature-256: sha256=…</c> is the HMAC-SHA256 of the time in <c>X-GptMessenger-Timestamp</c>, a dot
/// and the body; the time keeps an old post from being played again.
/// </summary>
internal sealed class WebhookPost(IHttpClientFactory clients, AlertOptions options, TimeProvider clock)
{
    public const string Client = "alert-webhooks";

    public string? Objection(Uri webhook)
    {
        bool isHere = options.AllowsLoopback && webhook.IsLoopback;
        return !webhook.IsAbsoluteUri || (webhook.Scheme != Uri.UriSchemeHttps && !(isHere && webhook.Scheme == Uri.UriSchemeHttp)) ? "should be an https address, such as https://shop.example/alerts."
            : webhook.UserInfo.Length > 0 ? "should have no user in it."
            : webhook.OriginalString.Length > 2000 ? "should have at most 2000 characters."
            : System.Net.IPAddress.TryParse(webhook.DnsSafeHost, out var address) && !new OutsideConnections(options.AllowsLoopback).Allows(address) ? "should be an address of the public internet."
            : null;
    }

    public async Task PostAsync(Uri webhook, string secret, Alert alert, CancellationToken cancellationToken)
    {
        if (Objection(webhook) is { } objection)
        {
            throw new AlertNotDeliveredException($"The webhook {objection}");
        }

        byte[] body = JsonSerializer.SerializeToUtf8Bytes(
            new Body(alert.Id, "needs_person", AlertText.Word(alert.Reason), alert.At, alert.Conversation.Tenant.Value, alert.Conversation.Channel.Folder(), alert.Conversation.Page.Value, alert.Conversation.Sender.Value)
            {
                Link = AlertText.Link(options.PublicAddress, alert)?.AbsoluteUri,
            },
            JsonSerializerOptions.Web);
        string time = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{time}."), .. body];
        byte[] signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed);
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook);
        request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        request.Headers.Add("X-GptMessenger-Timestamp", time);
        request.Headers.Add("X-GptMessenger-Signature-256", $"sha256={Convert.ToHexStringLower(signature)}");
        request.Headers.Add("X-GptMessenger-Delivery", alert.Id);
        request.Headers.UserAgent.ParseAdd("GptMessenger/1");
        try
        {
            using var response = await clients.CreateClient(Client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                // Its body is nobody's business here, and may be as long as it likes.
                throw new AlertNotDeliveredException($"{webhook.Host} answered {(int)response.StatusCode}.");
            }
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutRejectedException or IOException)
        {
            throw new AlertNotDeliveredException($"{webhook.Host} could not be reached: {e.Message}", e);
        }
    }

    private sealed record Body(string Id, string Type, string Reason, DateTimeOffset At, string Tenant, string Channel, string Page, string Sender)
    {
        /// <summary>Into the console.</summary>
        public string? Link { get; init; }
    }
}
