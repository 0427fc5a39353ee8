using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using GptMessenger.Application.Messenger;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>A page's conversations from the Conversations API, as webhooks would have brought them.</summary>
internal sealed partial class GraphThreads(IGraphApi graph, IPageTokens tokens, GraphOptions options, TimeProvider clock, ILogger<GraphThreads> logger) : IPageThreads
{
    /// <summary>Only the newest 20 messages of a conversation can be read.</summary>
    private const string ThreadFields = "id,updated_time,participants,messages.limit(20){id,created_time,from,to,message,sticker,attachments}";

    private const int ThreadsAtOnce = 10;

    /// <summary>More conversations within a week than a page can have that nobody looks at.</summary>
    private const int MaxCalls = 1000;

    private const int MaxIdLength = 500;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Meta allows a page two calls a second.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(0.6);

    public async IAsyncEnumerable<IReadOnlyList<MessengerEvent>> ReadAsync(ConnectedPage page, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        for (int calls = 0; calls < MaxCalls; calls++)
        {
            if (calls > 0)
            {
                await Task.Delay(Pace, clock, cancellationToken);
            }

            var root = await AskAsync(page, after, cancellationToken);
            bool isPast = false;
            foreach (var thread in root.Member("data").Items())
            {
                // Newest first: what was silent since then is followed by what has been silent for longer.
                isPast = GraphThread.Time(thread.Member("updated_time")) < since;
                if (!isPast && Customer(thread, page.Page) is { } customer)
                {
                    yield return Said(thread, page.Page, customer, since);
                }
            }

            string? next = root.Member("paging").Member("next").Text() is null ? null : root.Member("paging").Member("cursors").Member("after").Text();
            if (isPast || next is null || next == after)
            {
                yield break;
            }

            after = next;
        }

        LogTooMany(page.Page, MaxCalls * ThreadsAtOnce);
    }

    private async Task<JsonElement> AskAsync(ConnectedPage page, string? after, CancellationToken cancellationToken)
    {
        string token = tokens.Find(page.Page) ?? throw new PageUnreachableException($"Page {page.Page} has no access token");
        string platform = page.Channel == Channel.Instagram ? "instagram" : "messenger";
        var answer = await GraphCalls.AskAsync(
            () => graph.ReadThreadsAsync(options.Version, page.Page.Value, platform, ThreadFields, ThreadsAtOnce, after, AppSecretProof.Of(token, options.AppSecret), token, cancellationToken),
            cancellationToken);
        return answer.IsError ? throw new PageUnreachableException(answer.Describe(token))
            : answer.Root.Member("data").ValueKind == JsonValueKind.Array ? answer.Root
            : throw new PageUnreachableException("Graph did not show the page's conversations");
    }

    private static SenderId? Customer(JsonElement thread, PageId page) => thread.Member("participants").Member("data").Items()
        .Select(person => SenderId.TryParse(person.Member("id").Id(), out var id) && id.Value != page.Value ? id : (SenderId?)null).FirstOrDefault(id => id is not null);

    private static IReadOnlyList<MessengerEvent> Said(JsonElement thread, PageId page, SenderId customer, DateTimeOffset since) =>
    [
        .. thread.Member("messages").Member("data").Items()
            .Select(message => (Message: message, At: GraphThread.Time(message.Member("created_time"))))
            .Where(said => said.At >= since).Reverse().OrderBy(said => said.At)
            .Select(said => Event(said.Message, said.At!.Value, page, customer)).OfType<MessengerEvent>(),
    ];

    /// <returns>Null: it is neither side's, or nothing of it is shown, as of a message that was taken back.</returns>
    private static MessengerEvent? Event(JsonElement message, DateTimeOffset at, PageId page, SenderId customer)
    {
        string? from = message.Member("from").Member("id").Id();
        bool isFromPage = from == page.Value;
        string? text = message.Member("message").Text() is { Length: > 0 } words ? words : null;
        var attachments = Attachments(message);
        if (message.Member("id").Text() is not { Length: > 0 and <= MaxIdLength } id || (!isFromPage && (from != customer.Value || (text is null && attachments.Count == 0))))
        {
            return null;
        }

        var body = new JsonObject { ["mid"] = GraphThread.Mid(id) };
        if (isFromPage)
        {
            body["is_echo"] = true;
        }

        if (text is not null)
        {
            body["text"] = text;
        }

        if (attachments.Count > 0)
        {
            body["attachments"] = attachments;
        }

        var json = new JsonObject
        {
            ["sender"] = new JsonObject { ["id"] = from },
            ["recipient"] = new JsonObject { ["id"] = isFromPage ? customer.Value : page.Value },
            ["timestamp"] = at.ToUnixTimeMilliseconds(),
            ["message"] = body,
        };
        return EventReader.Read(JsonSerializer.SerializeToUtf8Bytes(json, Readable), page, isStandby: false) with { IsMissed = true };
    }

    /// <summary>In Europe Graph shows that there is one, and not what it is.</summary>
    private static JsonArray Attachments(JsonElement message)
    {
        var links = message.Member("attachments").Member("data").Items().Select(attachment => Attachment(
            attachment.Member("mime_type").Text() ?? "",
            attachment.Member("image_data").Member("url").Text() ?? attachment.Member("video_data").Member("url").Text() ?? attachment.Member("file_url").Text()));
        var sticker = message.Member("sticker").Text() is { } link ? new[] { Attachment("image/", link) } : [];
        return new JsonArray([.. links, .. sticker]);
    }

    private static JsonObject Attachment(string mime, string? link) => new()
    {
        ["type"] = mime.Split('/')[0] is "image" or "video" or "audio" ? mime.Split('/')[0] : "file",
        ["payload"] = new JsonObject { ["url"] = link },
    };

    [LoggerMessage(LogLevel.Warning, "Page {Page} has more than {Count} conversations to look through for missed messages; the older ones are left out")]
    private partial void LogTooMany(PageId page, int count);
}
