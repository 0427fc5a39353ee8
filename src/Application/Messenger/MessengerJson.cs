using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Application.Messenger;

/// <summary>A conversation as a file: a JSON array of Messenger events, each exactly as it came.</summary>
public static class MessengerJson
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Deeper than Messenger ever nests; what is deeper is refused before it costs anything.</summary>
    public const int MaxDepth = 128;

    private static ReadOnlySpan<byte> Start => "[\n"u8;

    private static ReadOnlySpan<byte> Between => ",\n"u8;

    private static ReadOnlySpan<byte> End => "\n]\n"u8;

    /// <summary>Reads a conversation's file. Elements that are no Messenger events are kept and mean nothing.</summary>
    /// <exception cref="JsonException">It is not a JSON array.</exception>
    public static Conversation ReadFile(ReadOnlyMemory<byte> utf8, PageId page)
    {
        utf8 = utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;
        if (!Utf8.IsValid(utf8.Span))
        {
            throw new JsonException("It is not UTF-8.");
        }

        var events = new List<MessengerEvent>();
        var reader = new Utf8JsonReader(utf8.Span, new JsonReaderOptions { MaxDepth = MaxDepth });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("It is not a JSON array.");
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            events.Add(EventReader.Read(utf8[start..(int)reader.BytesConsumed], page, isStandby: false));
        }

        // Anything but white space behind the array would be lost by writing it again.
        return reader.Read() ? throw new JsonException("Something follows the array.") : Conversation.Of(events);
    }

    /// <summary>How many bytes <see cref="WriteFile"/> writes.</summary>
    public static int FileSize(Conversation conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        return Start.Length + conversation.Events.Sum(e => e.Json.Length) + (Between.Length * Math.Max(0, conversation.Events.Count - 1)) + End.Length;
    }

    /// <param name="conversation">What to write.</param>
    /// <param name="file">As long as <see cref="FileSize"/> says.</param>
    public static void WriteFile(Conversation conversation, Span<byte> file)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        Put(Start, ref file);
        for (int i = 0; i < conversation.Events.Count; i++)
        {
            if (i > 0)
            {
                Put(Between, ref file);
            }

            Put(conversation.Events[i].Json.Span, ref file);
        }

        Put(End, ref file);

        static void Put(ReadOnlySpan<byte> text, ref Span<byte> rest)
        {
            text.CopyTo(rest);
            rest = rest[text.Length..];
        }
    }

    /// <summary>One of our own texts, in the shape in which both systems store it.</summary>
    public static MessengerEvent Reply(ConversationId conversation, string mid, string text, DateTimeOffset sentAt) =>
        Reply(conversation, mid, sentAt, writer => writer.WriteString("text", text));

    /// <summary>One of our own cards, in Messenger's shape of an attachment.</summary>
    public static MessengerEvent Reply(ConversationId conversation, string mid, IReadOnlyList<ReplyCard> cards, DateTimeOffset sentAt) =>
        Reply(conversation, mid, sentAt, writer =>
        {
            writer.WriteStartArray("attachments");
            TemplateJson.Attachment(cards).WriteTo(writer);
            writer.WriteEndArray();
        });

    /// <summary>What a person of the shop sent through this product, in the shape of Messenger's echo of it: whichever comes first is kept, and says whose it is.</summary>
    public static MessengerEvent PersonEcho(ConversationId conversation, string mid, TextPart part, string? appId, DateTimeOffset sentAt)
    {
        ArgumentNullException.ThrowIfNull(part);
        return Reply(conversation, mid, sentAt, writer =>
        {
            writer.WriteBoolean("is_echo", value: true);
            if (appId is not null)
            {
                writer.WriteString("app_id", appId);
            }

            writer.WriteString("metadata", part.Metadata);
            writer.WriteString("text", part.Text);
        });
    }

    private static MessengerEvent Reply(ConversationId conversation, string mid, DateTimeOffset sentAt, Action<Utf8JsonWriter> writeContent)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        var json = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(json, Readable))
        {
            writer.WriteStartObject();
            WriteId(writer, "sender", conversation.Page.Value);
            WriteId(writer, "recipient", conversation.Sender.Value);
            writer.WriteNumber("timestamp", sentAt.ToUnixTimeMilliseconds());
            writer.WriteStartObject("message");
            writer.WriteString("mid", mid);
            writeContent(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return EventReader.Read(json.WrittenMemory, conversation.Page, isStandby: false);
    }

    private static void WriteId(Utf8JsonWriter writer, string name, string id)
    {
        writer.WriteStartObject(name);
        writer.WriteString("id", id);
        writer.WriteEndObject();
    }
}
