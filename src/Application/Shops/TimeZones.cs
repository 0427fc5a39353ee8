using System.Diagnostics.CodeAnalysis;

namespace GptMessenger.Application.Shops;

/// <summary>Time zones by the names that shops and pages give them.</summary>
internal static class TimeZones
{
    // The id comes from a file and becomes a part of a path: "../" must not.
    public static bool TryFind(string? id, [NotNullWhen(true)] out TimeZoneInfo? zone)
    {
        zone = null;
        return id is { Length: > 0 and < 100 } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+') && char.IsAsciiLetter(id[0])
            && TimeZoneInfo.TryFindSystemTimeZoneById(id, out zone);
    }
}
