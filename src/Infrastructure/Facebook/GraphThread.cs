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
    /// <summary>The newest 20: older ones can no longer be read (Conversations API).</summary>
    public const string Fields = "messages.limit(20){id,created_time,from,to,message}";

    /// <summary>Clocks differ, and Graph's times have whole seconds.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

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
        string? found = messages.Items()
            .Where(message => IsOurs(message, conversation) && CreatedAt(message) >= part.TriedAt - Tolerance && HasText(message, part.Text))
            .Select(message => message.Member("id").Text())
            .FirstOrDefault(id => id is not null && !taken.Contains(Mid(id)));
        return found is null ? LookResult.NotThere : new LookResult(Mid(found), CouldLook: true);
    }

    /// <summary>As webhooks write it: Graph puts its "m_" before older ids that have a prefix of their own.</summary>
    private static string Mid(string id) => id.StartsWith("m_mid.", StringComparison.Ordinal) ? id[2..] : id;

    private static bool IsOurs(JsonElement message, ConversationId conversation)
    {
        var readers = message.Member("to").Member("data").Items().Select(reader => reader.Member("id").Id()).ToList();
        return message.Member("from").Member("id").Id() == conversation.Page.Value && (readers.Count == 0 || readers.Contains(conversation.Sender.Value));
    }

    private static bool HasText(JsonElement message, string text) =>
        message.Member("message").Text() is { } sent && ForeignText.OneLine(sent) == ForeignText.OneLine(text);

    private static DateTimeOffset? CreatedAt(JsonElement message) =>
        DateTimeOffset.TryParseExact(
            message.Member("created_time").Text(), TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;
}
