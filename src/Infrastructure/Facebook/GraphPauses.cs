using System.Net.Http.Headers;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>How long Graph asks to be left alone. To call on while throttled makes it longer (Meta's rate limiting page).</summary>
internal static class GraphPauses
{
    /// <summary>Meta counts by rolling days: nothing it asks for lasts longer, and a header that says so is wrong.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public static TimeSpan? Read(HttpResponseHeaders headers, DateTimeOffset now)
    {
        var asked = headers.RetryAfter?.Delta ?? headers.RetryAfter?.Date - now;
        var pause = asked > TimeSpan.Zero ? asked : GraphUsage.Pause(headers);
        return pause > Longest ? Longest : pause;
    }
}
