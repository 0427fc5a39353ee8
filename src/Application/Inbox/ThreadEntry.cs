using System.Text.Json;
using GptMessenger.Application.Messenger;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Inbox;

/// <summary>One message of a conversation, as a person sees it.</summary>
/// <param name="Key">The event's.</param>
/// <param name="By">Who said it.</param>
/// <param name="At">By Messenger's clock; null: it did not say.</param>
public sealed record ThreadEntry(string Key, Speaker By, DateTimeOffset? At)
{
    /// <summary>As it stands after all edits; null: it has none, or was taken back.</summary>
    public string? Text { get; init; }

    public IReadOnlyList<ThreadAttachment> Attachments { get; init; } = [];

    public IReadOnlyList<ThreadCard> Cards { get; init; } = [];

    /// <summary>The customer took it back.</summary>
    public bool IsDeleted { get; init; }

    public bool IsEdited { get; init; }

    /// <summary>The customer tapped a button or a quick reply.</summary>
    public bool IsTap { get; init; }

    /// <summary>Another app had the conversation then. Known until the process that took it in ends.</summary>
    public bool IsStandby { get; init; }

    /// <summary>Of an answer of the bot: why it says what it says; null: that was not kept.</summary>
    public AnswerRecord? Reason { get; init; }
}

/// <param name="Kind">Messenger's word: image, video, audio, file, sticker…</param>
/// <param name="Link">Where it is, for as long as Messenger keeps it there; null: not said, or no web address.</param>
public sealed record ThreadAttachment(string Kind, Uri? Link);

/// <summary>Anybody may have sent it: its links are web addresses, and no more is known of them.</summary>
public sealed record ThreadCard(string Title)
{
    public string? Subtitle { get; init; }

    public Uri? Image { get; init; }

    public Uri? Link { get; init; }

    public IReadOnlyList<string> Buttons { get; init; } = [];
}

/// <summary>Reads what is attached to a message from the event as it came.</summary>
internal static class Attachments
{
    private const int Most = 30;

    public static (IReadOnlyList<ThreadAttachment> Files, IReadOnlyList<ThreadCard> Cards) Of(MessengerEvent said)
    {
        if (!said.HasAttachments)
        {
            return ([], []);
        }

        using var document = JsonDocument.Parse(JsonElements.Mended(said.Json.Span), new JsonDocumentOptions { MaxDepth = MessengerJson.MaxDepth });
        var attachments = document.RootElement.Member("message").Member("attachments").Items().Take(Most).ToList();
        return (
            [.. attachments.Where(each => !IsTemplate(each)).Select(each => new ThreadAttachment(each.Member("type").Text() ?? "file", Link(each.Member("payload").Member("url"))))],
            [.. attachments.Where(IsTemplate).SelectMany(each => each.Member("payload").Member("elements").Items()).Take(Most).Select(Card)]);
    }

    private static bool IsTemplate(JsonElement attachment) => attachment.Member("type").Text() == "template";

    private static ThreadCard Card(JsonElement element) => new(element.Member("title").Text() ?? "")
    {
        Subtitle = element.Member("subtitle").Text(),
        Image = Link(element.Member("image_url")),
        Link = Link(element.Member("default_action").Member("url")),
        Buttons = [.. element.Member("buttons").Items().Take(Most).Select(button => button.Member("title").Text()).OfType<string>()],
    };

    private static Uri? Link(JsonElement address) =>
        Uri.TryCreate(address.Text(), UriKind.Absolute, out var link) && (link.Scheme == Uri.UriSchemeHttps || link.Scheme == Uri.UriSchemeHttp) ? link : null;
}
