namespace GptMessenger.Infrastructure.GenAi;

/// <summary>Shortens a text that was cut off to what is whole in it.</summary>
internal static class WholeSentences
{
    private const string LatinEnds = ".!?…";
    private const string WideEnds = "。！？";
    private const string Closing = "\"'”’»)]*_";

    /// <returns>Empty when not even the first sentence is whole.</returns>
    public static string Of(string text)
    {
        for (int end = text.Length; end > 0; end--)
        {
            if (IsBorder(text, end))
            {
                return text[..end].TrimEnd();
            }
        }

        return "";
    }

    private static bool IsBorder(string text, int end)
    {
        // A whole line of a list needs no full stop; a heading above nothing, or half an enumeration, is no line to end with.
        if (end < text.Length && text[end] == '\n')
        {
            var line = text.AsSpan(0, end).TrimEnd();
            return line.Length > 0 && line[^1] is not (':' or ',' or ';') && !IsListNumber(line);
        }

        if (WideEnds.Contains(text[end - 1]))
        {
            return true;
        }

        var before = text.AsSpan(0, end).TrimEnd(Closing);
        if (before.IsEmpty || !LatinEnds.Contains(before[^1]))
        {
            return false;
        }

        // "12." at the very end may have been "12.50".
        if (end == text.Length)
        {
            return !(before[^1] == '.' && before.Length > 1 && char.IsAsciiDigit(before[^2]));
        }

        var after = text.AsSpan(end).TrimStart();
        return char.IsWhiteSpace(text[end]) && !IsListNumber(before) && (after.IsEmpty || !char.IsLower(after[0]));
    }

    /// <summary>"2." at the start of a line.</summary>
    private static bool IsListNumber(ReadOnlySpan<char> text)
    {
        var line = text[(text.LastIndexOf('\n') + 1)..].Trim();
        return line.Length > 0 && line[^1] == '.' && !line[..^1].ContainsAnyExceptInRange('0', '9');
    }
}
