using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace GptMessenger.Application.Messenger;

/// <summary>Reads JSON from outside without believing what it is said to hold.</summary>
public static partial class JsonElements
{
    // Seconds have fewer digits than milliseconds until the year 5138.
    private const long FirstMilliseconds = 100_000_000_000;

    private static readonly long LastMillisecond = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>The member of that name; an undefined element when there is none, or when this is no object.</summary>
    public static JsonElement Member(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return default;
        }

        try
        {
            return element.TryGetProperty(name, out var member) ? member : default;
        }
        catch (InvalidOperationException)
        {
            // Some name in there cannot be read; the one that is looked for can.
            return element.EnumerateObject().LastOrDefault(member => member.ReadableName() == name).Value;
        }
    }

    /// <summary>The member's name; U+FFFD where it holds half a surrogate pair.</summary>
    public static string ReadableName(this JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }

    public static IEnumerable<JsonElement> Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    public static bool IsTrue(this JsonElement element) => element.ValueKind == JsonValueKind.True;

    /// <summary>A string; null for anything else. Half a surrogate pair, which JSON can carry and text cannot, becomes U+FFFD.</summary>
    public static string? Text(this JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            using var mended = JsonDocument.Parse(Mended(JsonMarshal.GetRawUtf8Value(element)));
            return mended.RootElement.GetString();
        }
    }

    /// <summary>The same JSON with U+FFFD where it carries half a surrogate pair or bytes that are no UTF-8.</summary>
    public static byte[] Mended(ReadOnlySpan<byte> utf8) =>
        Encoding.UTF8.GetBytes(Surrogates().Replace(Encoding.UTF8.GetString(utf8), escape => escape.Length == LoneLength ? @"\ufffd" : escape.Value));

    /// <summary>An id: a string today, a number in older payloads.</summary>
    public static string? Id(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Number ? element.GetRawText() : element.Text() is { Length: > 0 } text ? text : null;

    /// <summary>A time in seconds or milliseconds, as a number or a text of digits: Messenger sends all four.</summary>
    public static DateTimeOffset? Time(this JsonElement element)
    {
        if (!long.TryParse(element.Id(), NumberStyles.None, CultureInfo.InvariantCulture, out long time))
        {
            return null;
        }

        long milliseconds = time < FirstMilliseconds ? time * 1000 : time;
        return milliseconds <= LastMillisecond ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }

    private const int LoneLength = 6;

    // An escaped backslash, a whole pair, or half a pair: whichever comes first.
    [GeneratedRegex(@"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[dD][89a-fA-F][0-9a-fA-F]{2}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Surrogates();
}
