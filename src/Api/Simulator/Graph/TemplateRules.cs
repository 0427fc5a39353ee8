using System.Text.Json.Nodes;
using static GptMessenger.Api.Simulator.GraphMessage;

namespace GptMessenger.Api.Simulator.Graph;

/// <summary>
/// What the Send API refuses of an attachment. Source: Messenger Platform, "Generic template" (2026-04), "Button template" and "Buttons"
/// (state of 2026-11). Written from Meta's pages and not from what the product does, so that the product's limits meet somebody else's.
/// </summary>
internal static class TemplateRules
{
    private const int MaxElements = 10;
    private const int MaxLine = 80;
    private const int MaxButtonText = 640;
    private const int MaxButtons = 3;
    private const int MaxButtonTitle = 20;
    private const int MaxPayload = 1000;

    private const string Path = "message[attachment]";

    private static readonly string[] Types = ["image", "audio", "video", "file", "template"];

    /// <returns>Why it is refused; null when it is not.</returns>
    public static GraphAnswer? Check(JsonObject attachment)
    {
        string? type = Text(attachment, "type");
        return !Types.Contains(type) ? GraphAnswer.Invalid($"Param {Path}[type] must be one of {{{string.Join(", ", Types).ToUpperInvariant()}}}")
            : attachment["payload"] is not JsonObject payload ? GraphAnswer.Invalid($"The parameter {Path}[payload] is required")
            : type != "template" ? null
            : (Text(payload, "template_type") switch
            {
                null => $"The parameter {Path}[payload][template_type] is required",
                "generic" => Elements(payload["elements"]),
                "button" => Length(payload, "text", $"{Path}[payload][text]", MaxButtonText, isRequired: true) ?? Buttons(payload["buttons"], $"{Path}[payload][buttons]"),
                _ => null,
            }) is { } reason ? GraphAnswer.Invalid(reason) : null;
    }

    private static string? Elements(JsonNode? elements)
    {
        const string Name = Path + "[payload][elements]";
        return elements is not JsonArray { Count: > 0 } items ? $"Param {Name} must be a non-empty array"
            : items.Count > MaxElements ? $"Param {Name} has too many elements: at most {MaxElements} are allowed"
            : items.Select((element, i) => Element(element, $"{Name}[{i}]")).FirstOrDefault(reason => reason is not null);
    }

    private static string? Element(JsonNode? node, string name)
    {
        if (node is not JsonObject element)
        {
            return $"Param {name} must be an object";
        }

        return Length(element, "title", $"{name}[title]", MaxLine, isRequired: true)
            ?? Length(element, "subtitle", $"{name}[subtitle]", MaxLine)
            ?? (element.Any(property => property.Key is "subtitle" or "image_url" or "default_action" or "buttons") ? null : $"Param {name} must have at least one property besides the title")
            ?? (element.ContainsKey("image_url") ? Address(element, "image_url", $"{name}[image_url]", "https") : null)
            ?? (element.ContainsKey("default_action") ? Action(element["default_action"], $"{name}[default_action]") : null)
            ?? (element.ContainsKey("buttons") ? Buttons(element["buttons"], $"{name}[buttons]") : null);
    }

    /// <summary>A URL button without a title.</summary>
    private static string? Action(JsonNode? node, string name) =>
        node is not JsonObject action || Text(action, "type") != "web_url" ? $"Param {name}[type] must be web_url"
        : action.ContainsKey("title") ? $"Param {name} must not have a title"
        : Address(action, "url", $"{name}[url]", "https", "http");

    private static string? Buttons(JsonNode? buttons, string name) =>
        buttons is not JsonArray { Count: > 0 } items ? $"Param {name} must be a non-empty array"
        : items.Count > MaxButtons ? $"Param {name} has too many buttons: at most {MaxButtons} are allowed"
        : items.Select((button, i) => Button(button as JsonObject, $"{name}[{i}]")).FirstOrDefault(reason => reason is not null);

    private static string? Button(JsonObject? button, string name) => Length(button, "title", $"{name}[title]", MaxButtonTitle, isRequired: true) ?? Text(button, "type") switch
    {
        "web_url" => Address(button, "url", $"{name}[url]", "https", "http"),
        "postback" or "phone_number" => Length(button, "payload", $"{name}[payload]", MaxPayload, isRequired: true),
        _ => $"Param {name}[type] must be one of {{WEB_URL, POSTBACK, PHONE_NUMBER}}",
    };

    private static string? Length(JsonObject? parent, string property, string name, int max, bool isRequired = false)
    {
        if (parent?[property] is null)
        {
            return isRequired ? $"The parameter {name} is required" : null;
        }

        return string.IsNullOrWhiteSpace(Text(parent, property)) ? $"Param {name} must be a non-empty string"
            : Text(parent, property)!.Length > max ? $"Length of param {name} must be less than or equal to {max}"
            : null;
    }

    private static string? Address(JsonObject? parent, string property, string name, params string[] schemes) =>
        Uri.TryCreate(Text(parent, property), UriKind.Absolute, out var address) && schemes.Contains(address.Scheme) ? null : $"Param {name} should be a valid URL";
}
