using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GptMessenger.Application.Messenger;
using GptMessenger.Application.Shops;

namespace GptMessenger.Api.Shopify;

/// <summary>Understands a webhook: what it is about, and nothing else of what it says.</summary>
internal static class ShopifyNotice
{
    private const int MaxId = 256;

    /// <summary>Shopify's topics, as its header names them.</summary>
    private static readonly Dictionary<string, (NoticeKind Kind, string? Subject)> Topics = new(StringComparer.OrdinalIgnoreCase)
    {
        ["products/create"] = (NoticeKind.Product, "id"), ["products/update"] = (NoticeKind.Product, "id"), ["products/delete"] = (NoticeKind.Product, "id"),
        ["inventory_levels/update"] = (NoticeKind.Stock, "inventory_item_id"),
        ["shop/update"] = (NoticeKind.Shop, null), ["app/uninstalled"] = (NoticeKind.Uninstalled, null), ["shop/redact"] = (NoticeKind.ShopRedact, null),
        ["customers/data_request"] = (NoticeKind.CustomerDataRequest, "customer"), ["customers/redact"] = (NoticeKind.CustomerRedact, "customer"),
    };

    /// <returns>Null: it is about nothing that we know, or does not say about what.</returns>
    public static ShopNotice? Read(string? topic, string? webhookId, string? triggeredAt, JsonElement payload, DateTimeOffset now)
    {
        if (topic is null || !Topics.TryGetValue(topic, out var found) || webhookId is not { Length: > 0 and <= MaxId })
        {
            return null;
        }

        // Never later than now: what is from the future would be new for ever.
        var at = DateTimeOffset.TryParse(triggeredAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time < now ? time : now;
        return Subject(found.Subject, payload) is { } subject ? new ShopNotice(Digest(webhookId), found.Kind, subject, at) : null;
    }

    private static string? Subject(string? name, JsonElement payload) => name switch
    {
        null => "",
        "customer" => $"{Number(payload.Member("customer").Member("id")) ?? "unknown"}/{Number(payload.Member("data_request").Member("id")) ?? "0"}",
        _ => Number(payload.Member(name)),
    };

    private static string? Number(JsonElement element) =>
        element.Id() is { } id && ulong.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) ? number.ToString(CultureInfo.InvariantCulture) : null;

    // The id is another's text; its digest may become a part of a key.
    private static string Digest(string webhookId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(webhookId)))[..32];
}
