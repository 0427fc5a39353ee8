using System.Runtime.InteropServices;
using System.Text.Json;
using GptMessenger.Application.Messenger;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Api.Facebook;

/// <summary>What one POST of Messenger holds: the events of each entry, and the pages that say they changed.</summary>
/// <param name="Events">In the order in which they stand, each with the page it was delivered for.</param>
/// <param name="ChangedPages">Pages with <c>changes</c>, each once.</param>
/// <param name="Skipped">Why entries were left out; they cost their neighbours nothing.</param>
internal sealed record WebhookPayload(
    IReadOnlyList<(PageId Page, MessengerEvent Event)> Events, IReadOnlyCollection<PageId> ChangedPages, IReadOnlyList<string> Skipped)
{
    /// <exception cref="JsonException">It is no webhook payload at all; the message says why.</exception>
    /// <exception cref="ForeignObjectException">It is one, of another product of Meta's.</exception>
    public static WebhookPayload Parse(ReadOnlyMemory<byte> body, string expectedObject)
    {
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

        var payload = new WebhookPayload([], new HashSet<PageId>(), []);
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
            ((List<string>)Skipped).Add("an entry without a valid page id");
            return;
        }

        if (entry.Member("changes").Items().Any())
        {
            ((HashSet<PageId>)ChangedPages).Add(page);
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
            ((List<(PageId, MessengerEvent)>)Events).Add((page, EventReader.Read(json, page, isStandby)));
        }
    }
}

/// <summary>The payload's <c>object</c> is not the one that this path serves.</summary>
internal sealed class ForeignObjectException(string expected) : Exception($"'object' is not '{expected}'.");
