using System.Globalization;
using System.Text.Json.Nodes;

namespace GptMessenger.Api.Simulator;

/// <summary>Webhook payloads in Meta's shape. Source: Messenger Platform, "Webhook events" (state of 2026-11).</summary>
internal static class MetaPayload
{
    /// <summary>The app that Meta names in the echo of what a person writes in the page's inbox.</summary>
    public const string PageInboxApp = "263902037430900";

    public static JsonObject Text(string psid, string mid, string text, DateTimeOffset at) =>
        FromCustomer(psid, at, new() { ["mid"] = mid, ["text"] = text });

    public static JsonObject Picture(string psid, string mid, string url, DateTimeOffset at) => FromCustomer(psid, at, new()
    {
        ["mid"] = mid,
        ["attachments"] = new JsonArray(new JsonObject { ["type"] = "image", ["payload"] = new JsonObject { ["url"] = url } }),
    });

    public static JsonObject Unsend(string psid, string mid, DateTimeOffset at) =>
        FromCustomer(psid, at, new() { ["mid"] = mid, ["is_deleted"] = true });

    /// <summary>Tells of a message that the page sent: <paramref name="message"/> as it was sent, by that app.</summary>
    public static JsonObject Echo(string psid, string mid, JsonObject message, string appId, DateTimeOffset at)
    {
        var echo = new JsonObject { ["is_echo"] = true, ["app_id"] = long.Parse(appId, CultureInfo.InvariantCulture) };
        foreach (string name in (string[])["metadata", "text"])
        {
            if (message[name] is { } value)
            {
                echo[name] = value.DeepClone();
            }
        }

        echo["mid"] = mid;
        if (message["attachment"] is { } attachment)
        {
            echo["attachments"] = new JsonArray(attachment.DeepClone());
        }

        return Envelope(SimulatorSettings.SamplePage, psid, at, echo);
    }

    private static JsonObject FromCustomer(string psid, DateTimeOffset at, JsonObject message) => Envelope(psid, SimulatorSettings.SamplePage, at, message);

    private static JsonObject Envelope(string sender, string recipient, DateTimeOffset at, JsonObject message) => new()
    {
        ["object"] = "page",
        ["entry"] = new JsonArray(new JsonObject
        {
            ["id"] = SimulatorSettings.SamplePage,
            ["time"] = at.ToUnixTimeMilliseconds(),
            ["messaging"] = new JsonArray(new JsonObject
            {
                ["sender"] = new JsonObject { ["id"] = sender },
                ["recipient"] = new JsonObject { ["id"] = recipient },
                ["timestamp"] = at.ToUnixTimeMilliseconds(),
                ["message"] = message,
            }),
        }),
    };
}
