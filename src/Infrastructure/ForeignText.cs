using System.Text.RegularExpressions;

namespace GptMessenger.Infrastructure;

/// <summary>Text from outside on its way into a log or an error: one short line, without secrets and without a person's words.</summary>
internal static partial class ForeignText
{
    private const int MaxLength = 300;

    /// <summary>Shorter ones are placeholders such as "x"; taking them out would only tear words apart.</summary>
    private const int ShortestSecret = 6;

    /// <summary>So many characters in a row do not agree by chance.</summary>
    private const int Run = 24;

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

        if (privateText is not null && Repeats(line, OneLine(privateText)))
        {
            return "(left out: it repeats what it was sent)";
        }

        return line.Length <= MaxLength ? line : string.Concat(line.AsSpan(0, char.IsHighSurrogate(line[MaxLength - 1]) ? MaxLength - 1 : MaxLength), "…");
    }

    /// <summary>White space and control characters as one space each: a log line stays one line, and texts can be compared.</summary>
    public static string OneLine(string text) => Blank().Replace(text, " ").Trim();

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
}
