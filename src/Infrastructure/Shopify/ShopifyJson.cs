using System.Globalization;
using System.Text.Json;
using GptMessenger.Application.Messenger;

namespace GptMessenger.Infrastructure.Shopify;

/// <summary>
/// The shapes that Shopify's REST and GraphQL answers have in common, read as one.
/// Sources: Shopify Admin REST and GraphQL references (2026-01), and what the Python system stores.
/// </summary>
internal static class ShopifyJson
{
    /// <summary>The answer itself, where the file holds the whole envelope.</summary>
    public static JsonElement Unwrapped(this JsonElement root) =>
        root.Member("data") is { ValueKind: JsonValueKind.Object or JsonValueKind.Array } data ? data : root;

    /// <summary>The members of a list: an array, <c>nodes</c>, or <c>edges</c> with a <c>node</c> each.</summary>
    public static IEnumerable<JsonElement> Listed(this JsonElement list)
    {
        if (list.ValueKind == JsonValueKind.Array)
        {
            return list.EnumerateArray();
        }

        var edges = list.Member("edges");
        return edges.ValueKind == JsonValueKind.Array ? edges.EnumerateArray().Select(edge => edge.Member("node")) : list.Member("nodes").Items();
    }

    public static bool IsNull(this JsonElement element) => element.ValueKind == JsonValueKind.Null;

    public static bool? Flag(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>The first of these members that holds words or a number.</summary>
    public static string? Words(this JsonElement element, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (element.Member(name).Id()?.Trim() is { Length: > 0 } text)
            {
                return text;
            }
        }

        return null;
    }

    public static decimal? Number(this JsonElement element) =>
        decimal.TryParse(element.Id(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null;

    /// <summary>The number at the end of <c>gid://shopify/Product/632910392</c>, which REST uses alone.</summary>
    public static string? NumericId(this JsonElement element)
    {
        string? id = element.Words("legacyResourceId", "id", "admin_graphql_api_id");
        string? tail = id?[(id.LastIndexOf('/') + 1)..].Split('?')[0];
        return tail is { Length: > 0 } && tail.All(char.IsAsciiDigit) ? tail : null;
    }

    /// <summary>A web address; Shopify leaves the scheme out in places.</summary>
    public static Uri? Address(string? text)
    {
        string? address = text is null || text.Contains("://", StringComparison.Ordinal) ? text
            : text.StartsWith("//", StringComparison.Ordinal) ? $"https:{text}"
            : $"https://{text}";
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" ? uri : null;
    }
}
