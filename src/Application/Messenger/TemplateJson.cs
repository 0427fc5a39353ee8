using System.Text.Json;
using System.Text.Json.Serialization;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Application.Messenger;

/// <summary>Cards in the shape in which Messenger takes, echoes and stores them: an attachment with a generic template.</summary>
public static class TemplateJson
{
    /// <summary>Messenger shows no more, and no longer titles; others' files may hold anything.</summary>
    private const int MaxElements = 10;

    private const int MaxTitle = 80;

    private static readonly JsonSerializerOptions Wire = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static JsonElement Attachment(IReadOnlyList<ReplyCard> cards)
    {
        ArgumentNullException.ThrowIfNull(cards);
        return JsonSerializer.SerializeToElement(new { Type = "template", Payload = new { TemplateType = "generic", Elements = cards.Select(Element) } }, Wire);
    }

    /// <summary>What the templates among a message's attachments show, in short.</summary>
    public static IReadOnlyList<string> Titles(JsonElement attachments) => attachments.ValueKind != JsonValueKind.Array ? [] :
    [
        .. attachments.Items().Where(attachment => attachment.Member("type").Text() == "template")
            .SelectMany(attachment => attachment.Member("payload").Member("elements").Items())
            .Select(element => element.Member("title").Text())
            .Where(title => !string.IsNullOrWhiteSpace(title))
            .Take(MaxElements)
            .Select(title => title!.Length <= MaxTitle ? title : title[..ReplyText.WholeGraphemes(title, MaxTitle)]),
    ];

    // As the catalogue has them: Uri would write some links in another way than they came.
    private static object Element(ReplyCard card) => new
    {
        card.Title,
        card.Subtitle,
        ImageUrl = card.Image?.OriginalString,
        DefaultAction = card.Link is { } link ? new { Type = "web_url", Url = link.OriginalString } : null,
        Buttons = card.Buttons.Count == 0 ? null : card.Buttons.Select(button => new { Type = "web_url", Url = button.Link.OriginalString, button.Title }),
    };
}
