using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GptMessenger.Testing;

/// <summary>JSON in the form in which Meta sends and signs it: no white space, ASCII only (<c>\u00e4</c>, lower-case), <c>\/</c>.</summary>
public static class MetaJson
{
    /// <summary>The same JSON: nothing is parsed, so numbers, order, repeated names and half surrogate pairs stay as they are.</summary>
    public static string AsMetaSends(string json)
    {
        var sent = new StringBuilder(json.Length);
        bool inText = false;
        for (int i = 0; i < json.Length; i++)
        {
            char c = json[i];
            if (!inText && char.IsWhiteSpace(c))
            {
                continue;
            }

            if (c == '"')
            {
                inText = !inText;
            }

            if (inText && c == '\\')
            {
                sent.Append(c).Append(json[++i]);
            }
            else if (inText && c == '/')
            {
                sent.Append(@"\/");
            }
            else if (c > '~')
            {
                sent.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
            else
            {
                sent.Append(c);
            }
        }

        return sent.ToString();
    }

    /// <summary>A text message as it arrives, alone in its POST.</summary>
    public static string Message(string page, string sender, string mid, string text) => Body(page, Event(page, sender, mid, text));

    public static string Body(string page, params IEnumerable<string> events) =>
        $$"""{"object":"page","entry":[{"id":"{{page}}","time":{{Now()}},"messaging":[{{string.Join(',', events)}}]}]}""";

    public static string Event(string page, string sender, string mid, string text) => Event(
        page, sender, $$"""
        "message":{"mid":"{{mid}}","text":{{AsMetaSends(JsonSerializer.Serialize(text))}}}
        """);

    /// <summary>Any event; <c>what</c> is its own member, such as <c>"read":{…}</c>.</summary>
    public static string Event(string page, string sender, string what) => Event(page, sender, what, DateTimeOffset.UtcNow);

    public static string Event(string page, string sender, string what, DateTimeOffset at) =>
        $$"""{"sender":{"id":"{{sender}}"},"recipient":{"id":"{{page}}"},"timestamp":{{at.ToUnixTimeMilliseconds()}},{{what}}}""";

    private static string Now() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
