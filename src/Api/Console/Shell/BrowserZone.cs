using Microsoft.JSInterop;

namespace GptMessenger.Api.Console.Shell;

/// <summary>In which time zone a browser is: it says so itself, and its word becomes a part of a path here.</summary>
internal static class BrowserZone
{
    private const int MaxName = 100;

    /// <returns>Null: it did not say, or nobody here knows that zone.</returns>
    public static async Task<TimeZoneInfo?> AskAsync(IJSRuntime browser)
    {
        await using var format = await browser.InvokeAsync<IJSObjectReference>("Intl.DateTimeFormat");
        return Find((await format.InvokeAsync<Options>("resolvedOptions")).TimeZone);
    }

    internal static TimeZoneInfo? Find(string? name) =>
        name is { Length: > 0 and < MaxName } && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+')
        && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : null;

    private sealed record Options(string? TimeZone);
}
