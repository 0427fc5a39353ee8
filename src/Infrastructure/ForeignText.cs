using System.Globalization;
using System.Text.RegularExpressions;

namespace GptMessenger.Infrastructure;

/// <summary>Text from outside on its way into a log or an error: one short line, without secrets and without a person's words.</summary>
internal static partial class ForeignText
{
    private const int MaxLength = 300;

    /// <summary>Shorter ones are placeholders such as "x"; taking them out would only tear words apart.</summary>
    private const int ShortestSecret = 6;

    /// <summary>So many letters and digits in a row do not agree by chance.</summary>
    private const int Run = 16;

    /// <param name="text">What the other side said.</param>
    /// <param name="secret">Must not be seen.</param>
    /// <param name="privateText">What the other side was sent; some servers repeat it in their errors.</param>
    public static string ForLog(string text, string? secret, string? privateText = null)
    {
        string line = OneLine(text);
        if (secret?.Length >= ShortestSecret)
        {
            line = line.Replace(secret, "***", StringComparison.Ordinal);
        }

        if (privateText is not null && Repeats(Letters(line), Letters(privateText)))
        {
            return "(left out: it repeats what it was sent)";
        }

        return line.Length <= MaxLength ? line : string.Concat(line.AsSpan(0, char.IsHighSurrogate(line[MaxLength - 1]) ? MaxLength - 1 : MaxLength), "…");
    }

    /// <summary>White space and control characters as one space each: a log line stays one line, and texts can be compared.</summary>
    public static string OneLine(string text) => Blank().Replace(text, " ").Trim();

    // An echo may be quoted, escaped as JSON, or wrapped in another way; its letters stay the same.
    private static string Letters(string text) =>
        string.Concat(Escape().Replace(text, Unescaped).Where(char.IsLetterOrDigit));

    private static string Unescaped(Match escape) => escape.Groups["code"] is { Success: true } code
        ? ((char)int.Parse(code.ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString()
        : " ";

    private static bool Repeats(string line, string privateText)
    {
        int run = Math.Min(Run, privateText.Length);
        for (int i = 0; run > 0 && i + run <= line.Length; i++)
        {
            if (privateText.AsSpan().Contains(line.AsSpan(i, run), StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"[\s\p{Cc}]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blank();

    [GeneratedRegex(@"\\(u(?<code>[0-9a-fA-F]{4})|[nrtbf])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escape();
}
