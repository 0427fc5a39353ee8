using System.Text.Json.Nodes;

namespace GptMessenger.Api.Simulator;

/// <summary>Reads the <c>message</c> of a send: its text, its picture, or the cards and buttons of a template.</summary>
internal static class GraphMessage
{
    public static ThreadMessage Read(JsonObject message, string mid, DateTimeOffset at)
    {
        var attachment = message["attachment"] as JsonObject;
        var payload = attachment?["payload"] as JsonObject;
        return new ThreadMessage(mid, Author.Page, at)
        {
            Text = Text(message, "text"),
            Picture = Text(attachment, "type") == "image" && Uri.TryCreate(Text(payload, "url"), UriKind.Absolute, out var url) ? url : null,
            Cards = Text(payload, "template_type") switch
            {
                "generic" => [.. Objects(payload, "elements").Select(Card)],
                "button" => [new ShopCard(Text(payload, "text") ?? "", null, null, null, Buttons(payload))],
                _ => [],
            },
        };
    }

    /// <summary>The text under that name; null when there is none, or something else.</summary>
    public static string? Text(JsonObject? parent, string name) => parent?[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    public static IEnumerable<JsonObject> Objects(JsonObject? parent, string name) => parent?[name] is JsonArray items ? items.OfType<JsonObject>() : [];

    private static ShopCard Card(JsonObject element) => new(
        Text(element, "title") ?? "", Text(element, "subtitle"), Text(element, "image_url"), Text(element["default_action"] as JsonObject, "url"), Buttons(element));

    private static IReadOnlyList<CardButton> Buttons(JsonObject? parent) =>
        [.. Objects(parent, "buttons").Select(button => new CardButton(Text(button, "title") ?? "", Text(button, "url")))];
}
