using System.Globalization;
using System.Text.Json;
using GptMessenger.Application.Messenger;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>A thread as the Conversations API shows it: the only other witness of a send whose echo did not come.</summary>
internal static class GraphThread
{
    // The newest 20: older ones can no longer be read (Conversations API).
    private static readonly string[] OfTexts = ["messages.limit(20){id,created_time,from,to,message}"];

    // A field that Graph does not know fails the whole call, so a second one does without the field that Meta documents the least.
    private static readonly string[] OfCards =
    [
        "messages.limit(20){id,created_time,from,to,message,sticker,attachments{id,generic_template}}",
        "messages.limit(20){id,created_time,from,to,message,sticker,attachments}",
    ];

    /// <summary>Clocks differ, and Graph's times have whole seconds.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>What to ask for; a later one only when Graph refuses the one before.</summary>
    public static IReadOnlyList<string> FieldsFor(ReplyPart part) => part is CardsPart ? OfCards : OfTexts;

    public static LookResult Find(JsonElement root, ConversationId conversation, ReplyPart part, IReadOnlySet<string> otherMids)
    {
        var threads = root.Member("data");
        if (threads.ValueKind != JsonValueKind.Array)
        {
            return LookResult.Unknown;
        }

        // No thread at all holds no message; a thread that does not show its messages may hold any.
        if (threads.GetArrayLength() == 0)
        {
            return LookResult.NotThere;
        }

        var messages = threads[0].Member("messages").Member("data");
        if (messages.ValueKind != JsonValueKind.Array)
        {
            return LookResult.Unknown;
        }

        var taken = otherMids.Select(Mid).ToHashSet(StringComparer.Ordinal);
        var candidates = messages.Items()
            .Where(message => IsOurs(message, conversation) && CreatedAt(message) >= part.TriedAt - Tolerance)
            .Where(message => message.Member("id").Text() is { } id && !taken.Contains(Mid(id)))
            .ToList();
        return part switch
        {
            TextPart text => Found(candidates.Find(message => HasText(message, text.Text))),
            CardsPart cards => FindCards(candidates, cards.Cards),
            _ => throw new ArgumentOutOfRangeException(nameof(part)),
        };
    }

    /// <summary>
    /// A message with the cards in it. Graph does not show every attachment (in Europe it withholds some): one message without any content
    /// is taken for it, and of several nobody knows which it is.
    /// </summary>
    private static LookResult FindCards(List<JsonElement> candidates, IReadOnlyList<ReplyCard> cards)
    {
        var shown = candidates.Find(message => ShowsCards(message, cards));
        var blank = candidates.FindAll(IsBlank);
        return shown.ValueKind != JsonValueKind.Undefined ? Found(shown) : blank.Count > 1 ? LookResult.Unknown : Found(blank.FirstOrDefault());
    }

    private static LookResult Found(JsonElement message) =>
        message.Member("id").Text() is { } id ? new LookResult(Mid(id), CouldLook: true) : LookResult.NotThere;

    /// <summary>By their titles, and by their links where no titles are shown. Graph may show only the first of several cards.</summary>
    private static bool ShowsCards(JsonElement message, IReadOnlyList<ReplyCard> cards)
    {
        var templates = message.Member("attachments").Member("data").Items()
            .Select(attachment => attachment.Member("generic_template")).Where(template => template.ValueKind == JsonValueKind.Object)
            .SelectMany(template => template.Member("elements").Items().DefaultIfEmpty(template)).ToList();
        var titles = templates.Select(template => template.Member("title").Text()).OfType<string>().Select(ForeignText.OneLine).ToList();
        var links = templates.SelectMany(template => template.Member("cta") is { ValueKind: JsonValueKind.Array } several ? several.Items() : [template.Member("cta")])
            .Select(action => action.Member("url").Text()).OfType<string>().ToList();
        return titles.Count > 0
            ? titles.TrueForAll(title => cards.Any(card => ForeignText.OneLine(card.Title) == title))
            : links.Count > 0 && links.TrueForAll(link => cards.Any(card => card.Buttons.Any(button => button.Link.OriginalString == link)));
    }

    private static bool IsBlank(JsonElement message) =>
        string.IsNullOrWhiteSpace(message.Member("message").Text()) && message.Member("sticker").Text() is null && !message.Member("attachments").Member("data").Items().Any();

    /// <summary>As webhooks write it: Graph puts its "m_" before older ids that have a prefix of their own.</summary>
    public static string Mid(string id) => id.StartsWith("m_mid.", StringComparison.Ordinal) ? id[2..] : id;

    private static bool IsOurs(JsonElement message, ConversationId conversation)
    {
        var readers = message.Member("to").Member("data").Items().Select(reader => reader.Member("id").Id()).ToList();
        return message.Member("from").Member("id").Id() == conversation.Page.Value && (readers.Count == 0 || readers.Contains(conversation.Sender.Value));
    }

    private static bool HasText(JsonElement message, string text) =>
        message.Member("message").Text() is { } sent && ForeignText.OneLine(sent) == ForeignText.OneLine(text);

    private static DateTimeOffset? CreatedAt(JsonElement message) => Time(message.Member("created_time"));

    public static DateTimeOffset? Time(JsonElement time) =>
        DateTimeOffset.TryParseExact(
            time.Text(), TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : null;
}
