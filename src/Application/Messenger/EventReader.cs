using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Messenger;

/// <summary>
/// Understands one element of <c>messaging</c> or <c>standby</c>. Tolerant: what is missing, of another type, or unknown makes an event
/// that means less, never an error. Source of the shapes: Messenger Platform, "Webhook events" (state of 2026-11).
/// </summary>
public static class EventReader
{
    private static readonly string[] Notices =
    [
        "read", "delivery", "reaction", "referral", "optin", "account_linking", "pass_thread_control", "take_thread_control",
        "request_thread_control", "app_roles", "response_feedback", "messaging_feedback", "game_play", "message_request", "checkout_update",
        "payment", "pre_checkout",
    ];

    /// <param name="json">One well-formed JSON value, UTF-8. It is kept, not copied.</param>
    /// <param name="page">The page that the event was delivered for.</param>
    /// <param name="isStandby">It came under <c>standby</c>.</param>
    public static MessengerEvent Read(ReadOnlyMemory<byte> json, PageId page, bool isStandby)
    {
        try
        {
            return Read(json, page) with { Json = json, IsStandby = isStandby };
        }
        catch (InvalidOperationException)
        {
            // JSON can carry what text cannot: half a surrogate pair, or bytes that are no UTF-8. It is kept as it came, and read mended.
            return Read(JsonElements.Mended(json.Span), page) with { Json = json, IsStandby = isStandby };
        }
    }

    private static MessengerEvent Read(ReadOnlyMemory<byte> json, PageId page)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MessengerJson.MaxDepth });
        var root = document.RootElement;
        var (sender, recipient) = (root.Member("sender").Member("id").Id(), root.Member("recipient").Member("id").Id());

        // Trust is_echo, not the direction: recorded echoes exist with sender and recipient the other way round.
        var message = root.Member("message");
        bool isFromPage = message.Member("is_echo").IsTrue() || sender == page.Value;
        string? customer = sender == page.Value || (isFromPage && recipient != page.Value) ? recipient : sender;
        var body = Body(root, message, isFromPage);
        return body with
        {
            Key = body.Key.Length > 0 ? body.Key : Digest(root),
            Customer = SenderId.TryParse(customer, out var id) && customer != page.Value ? id : null,
            Page = isFromPage ? (customer == recipient ? sender : recipient) : recipient,
            Timestamp = root.Member("timestamp").Time(),
            IsByPlatform = root.Member("hop_context").ValueKind is JsonValueKind.Object or JsonValueKind.Array,
        };
    }

    private static MessengerEvent Body(JsonElement root, JsonElement message, bool isFromPage) =>
        message.ValueKind == JsonValueKind.Object ? Message(message, isFromPage)
        : root.Member("postback") is { ValueKind: JsonValueKind.Object } postback ? Postback(postback)
        : root.Member("message_edit") is { ValueKind: JsonValueKind.Object } edit ? Edit(edit)
        : root.Member("order") is { ValueKind: JsonValueKind.Object } order ? Of(EventKind.Order, "order", null) with { Text = Cart(order) }
        : Policy(root) is { } policy ? Of(EventKind.PolicyEnforcement, "policy_enforcement", null) with { Text = policy.Member("action").Text() }
        : Array.Find(Notices, name => root.Member(name).ValueKind != JsonValueKind.Undefined) is { } notice ? Of(EventKind.Notice, notice, null) with { Watermark = root.Member(notice).Member("watermark").Time() }
        : Of(EventKind.Unknown, UnknownName(root), null);

    private static MessengerEvent Message(JsonElement message, bool isFromPage)
    {
        string? mid = message.Member("mid").Id();
        if (message.Member("is_deleted").IsTrue())
        {
            return Of(EventKind.Unsend, "message", mid);
        }

        bool isEcho = message.Member("is_echo").IsTrue();
        return Of(isEcho ? EventKind.Echo : isFromPage ? EventKind.Reply : EventKind.Message, "message", mid) with
        {
            Text = message.Member("text").Text(),
            Payload = message.Member("quick_reply").Member("payload").Text(),
            ShownProducts = isFromPage ? TemplateJson.Titles(message.Member("attachments")) : [],
            HasAttachments = message.Member("attachments") is { ValueKind: JsonValueKind.Array } attachments && attachments.GetArrayLength() > 0,
            AppId = isEcho ? message.Member("app_id").Id() : null,
            Metadata = isEcho ? message.Member("metadata").Text() : null,
        };
    }

    private static MessengerEvent Postback(JsonElement postback) => Of(EventKind.Postback, "postback", postback.Member("mid").Id()) with
    {
        Text = postback.Member("title").Text(),
        Payload = postback.Member("payload").Text(),
    };

    private static MessengerEvent Edit(JsonElement edit)
    {
        string? mid = edit.Member("mid").Id();
        return Of(EventKind.Edit, "message_edit", mid) with
        {
            Key = mid is null ? "" : $"edit:{mid}:{edit.Member("num_edit").Id()}",
            Text = edit.Member("text").Text(),
        };
    }

    private static string Cart(JsonElement order)
    {
        var lines = order.Member("products").Items()
            .Select(product => $"{product.Member("quantity").Id() ?? "1"} x {product.Member("name").Text() ?? product.Member("retailer_id").Id() ?? "?"}");
        string cart = $"I would like to order: {string.Join(", ", lines)}";
        return order.Member("note").Text() is { Length: > 0 } note ? $"{cart}. {note}" : cart;
    }

    private static JsonElement? Policy(JsonElement root) =>
        root.Member("policy_enforcement") is { ValueKind: JsonValueKind.Object } policy ? policy
        : root.Member("policy-enforcement") is { ValueKind: JsonValueKind.Object } old ? old
        : null;

    private static string UnknownName(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return root.ValueKind.ToString();
        }

        var names = root.EnumerateObject().Select(property => property.ReadableName()).Where(name => name is not ("sender" or "recipient" or "timestamp"));
        return names.FirstOrDefault() is { } name ? name[..Math.Min(name.Length, 64)] : "nothing";
    }

    private static MessengerEvent Of(EventKind kind, string name, string? mid) => new() { Kind = kind, Name = name, Mid = mid, Key = mid ?? "", Json = default };

    /// <summary>
    /// Names an event that Messenger gives no id: a redelivery says the same, however it is spaced and escaped. A file that the Python system
    /// wrote anew is, so that the bytes alone would not do.
    /// </summary>
    private static string Digest(JsonElement root)
    {
        var plain = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(plain))
        {
            root.WriteTo(writer);
        }

        return $"sha256:{Convert.ToHexStringLower(SHA256.HashData(plain.WrittenSpan))}";
    }
}
