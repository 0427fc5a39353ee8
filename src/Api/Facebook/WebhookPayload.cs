using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using GptMessenger.Application.Messenger;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Api.Facebook;

/// <summary>What one POST of Messenger holds: the events of each entry, and the pages that say they changed.</summary>
internal sealed class WebhookPayload
{
    private readonly List<(PageId Page, MessengerEvent Event)> _events = [];
    private readonly HashSet<PageId> _changedPages = [];

    /// <summary>In the order in which they stand, each with the page it was delivered for.</summary>
    public IReadOnlyList<(PageId Page, MessengerEvent Event)> Events => _events;

    /// <summary>Pages with <c>changes</c>, each once.</summary>
    public IReadOnlyCollection<PageId> ChangedPages => _changedPages;

    /// <summary>Entries that name no page; they cost their neighbours nothing.</summary>
    public int Skipped { get; private set; }

    /// <exception cref="JsonException">It is no webhook payload at all; the message says why.</exception>
    /// <exception cref="ForeignObjectException">It is one, of another product of Meta's.</exception>
    public static WebhookPayload Parse(ReadOnlyMemory<byte> body, string expectedObject)
    {
        if (!Utf8.IsValid(body.Span))
        {
            throw new JsonException("The body is not UTF-8.");
        }

        using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MessengerJson.MaxDepth });
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("The body is not a JSON object.");
        }

        if (root.Member("object").Text() != expectedObject)
        {
            throw new ForeignObjectException(expectedObject);
        }

        if (root.Member("entry").ValueKind is not (JsonValueKind.Array or JsonValueKind.Undefined))
        {
            throw new JsonException("'entry' is not an array.");
        }

        var payload = new WebhookPayload();
        foreach (var entry in root.Member("entry").Items())
        {
            payload.Add(entry);
        }

        return payload;
    }

    private void Add(JsonElement entry)
    {
        if (!PageId.TryParse(entry.Member("id").Id(), out var page))
        {
            Skipped++;
            return;
        }

        if (entry.Member("changes").Items().Any())
        {
            _changedPages.Add(page);
        }

        AddEvents(page, entry.Member("messaging"), isStandby: false);
        AddEvents(page, entry.Member("standby"), isStandby: true);
    }

    private void AddEvents(PageId page, JsonElement events, bool isStandby)
    {
        foreach (var element in events.Items())
        {
            // Copied out of the request: the event outlives it, byte for byte.
            byte[] json = JsonMarshal.GetRawUtf8Value(element).ToArray();
            _events.Add((page, EventReader.Read(json, page, isStandby)));
        }
    }
}

/// <summary>The payload's <c>object</c> is not the one that this path serves.</summary>
internal sealed class ForeignObjectException(string expected) : Exception($"'object' is not '{expected}'.");
