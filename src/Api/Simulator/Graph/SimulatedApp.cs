using System.Text.Json.Nodes;

namespace GptMessenger.Api.Simulator.Graph;

/// <summary>What Graph says about the product's app: that the sample page's token is good, and which of its events are delivered.</summary>
internal static class SimulatedApp
{
    private static readonly string[] Permissions = ["pages_messaging", "pages_manage_metadata", "pages_read_engagement"];

    private static readonly string[] Fields =
    [
        "messages", "messaging_postbacks", "messaging_referrals", "message_echoes", "message_deliveries", "message_reads", "message_reactions", "message_edits",
        "messaging_handovers", "standby", "messaging_policy_enforcement",
    ];

    public static IResult Inspect(HttpRequest request, SimulatorKeys keys)
    {
        if (request.Headers.Authorization.ToString() != $"Bearer {keys.AppId}|{keys.AppSecret}")
        {
            var refusal = GraphAnswer.WrongToken();
            return Results.Json(refusal.Body, statusCode: refusal.Status);
        }

        bool isValid = request.Query["input_token"] == keys.PageToken;
        return Results.Json(new { data = new { app_id = keys.AppId, type = "PAGE", is_valid = isValid, expires_at = 0, data_access_expires_at = 0, scopes = isValid ? Permissions : [] } });
    }

    public static GraphAnswer Subscriptions(SimulatorKeys keys) => GraphAnswer.Of(new()
    {
        ["data"] = new JsonArray(new JsonObject { ["id"] = keys.AppId, ["name"] = "GPT Messenger", ["subscribed_fields"] = new JsonArray([.. Fields.Select(field => JsonValue.Create(field))]) }),
    });
}
