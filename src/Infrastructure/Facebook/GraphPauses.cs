using System.Net.Http.Headers;
using System.Text.Json;
using GptMessenger.Application.Messenger;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>How long Graph asks to be left alone. To call on while throttled makes it longer (Meta's rate limiting page).</summary>
internal static class GraphPauses
{
    private const string Usage = "X-Business-Use-Case-Usage";

    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now)
    {
        var asked = headers.RetryAfter?.Delta ?? headers.RetryAfter?.Date - now;
        var pause = asked > TimeSpan.Zero ? asked : null;
        return pause ?? (headers.TryGetValues(Usage, out var values) ? values.Max(FromUsage) : null);
    }

    // {"<business>":[{"type":"messenger","estimated_time_to_regain_access":<minutes>},…]}
    private static TimeSpan? FromUsage(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind != JsonValueKind.Object ? null : document.RootElement.EnumerateObject()
                .SelectMany(business => business.Value.Items())
                .Max(use => Minutes(use.Member("estimated_time_to_regain_access")));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static TimeSpan? Minutes(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int minutes) && minutes > 0 ? TimeSpan.FromMinutes(minutes) : null;
}
