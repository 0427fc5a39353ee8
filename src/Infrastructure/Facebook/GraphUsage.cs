using System.Net.Http.Headers;
using System.Text.Json;
using GptMessenger.Application.Messenger;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>
/// How much of what Meta grants is used up, as its answers say in their headers. Source: Meta's rate limiting page (2026-03-23); of
/// <c>X-Page-Usage</c> public clients.
/// </summary>
internal static class GraphUsage
{
    private const string ByBusiness = "X-Business-Use-Case-Usage";
    private const string ByPage = "X-Page-Usage";
    private const string ByApp = "X-App-Usage";

    private static readonly string[] Counts = ["call_count", "total_time", "total_cputime"];

    /// <returns>In percent; null: it does not say.</returns>
    public static int? OfPage(HttpResponseHeaders headers) => Highest([.. Uses(headers, ByBusiness), .. Uses(headers, ByPage)]);

    /// <returns>In percent; null: it does not say.</returns>
    public static int? OfApp(HttpResponseHeaders headers) => Highest(Uses(headers, ByApp));

    /// <summary>The longest time after which calls are granted again.</summary>
    public static TimeSpan? Pause(HttpResponseHeaders headers) => Uses(headers, ByBusiness).Max(use => Minutes(use.Member("estimated_time_to_regain_access")));

    private static int? Highest(IReadOnlyList<JsonElement> uses) => uses.SelectMany(use => Counts.Select(count => Percent(use.Member(count)))).Max();

    // {"<business>":[{"type":"messenger","call_count":<percent>,"estimated_time_to_regain_access":<minutes>},…]}, or one such object alone.
    private static List<JsonElement> Uses(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? [.. values.SelectMany(Uses)] : [];

    private static List<JsonElement> Uses(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement.Clone();
            return root.ValueKind != JsonValueKind.Object ? []
                : [root, .. root.EnumerateObject().SelectMany(business => business.Value.Items())];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static int? Percent(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out double percent) ? (int)Math.Clamp(percent, 0, 1000) : null;

    private static TimeSpan? Minutes(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int minutes) && minutes > 0 ? TimeSpan.FromMinutes(minutes) : null;
}
