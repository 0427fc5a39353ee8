using System.Globalization;

namespace GptMessenger.Domain.Replies;

/// <summary>A text that leaves as one Messenger message, or as several when it is too long for one.</summary>
public static class ReplyText
{
    /// <summary>Messenger refuses a longer text (Send API reference). The unit is not documented; UTF-16 units are the safe side.</summary>
    public const int MaxLength = 2000;

    private static readonly char[] SentenceEnds = ['.', '!', '?', '…', '。', '！', '？'];

    /// <summary>Scripts that end sentences with these put no space behind them.</summary>
    private static readonly char[] FullWidthEnds = ['。', '！', '？'];

    private static readonly string[] LinkStarts = ["https://", "http://", "www."];

    /// <summary>
    /// The parts in order: cut at the end of a paragraph, else of a sentence, else between words; never inside a link, a surrogate pair
    /// or a grapheme, unless that alone is longer than a message may be.
    /// </summary>
    public static IReadOnlyList<string> Split(string text, int maxLength = MaxLength)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 2);

        var parts = new List<string>();
        var rest = text.AsSpan().Trim();
        while (rest.Length > maxLength)
        {
            int cut = Cut(rest, maxLength);
            var part = rest[..cut].TrimEnd();
            if (!part.IsEmpty)
            {
                parts.Add(part.ToString());
            }

            rest = rest[cut..].TrimStart();
        }

        if (!rest.IsEmpty)
        {
            parts.Add(rest.ToString());
        }

        return parts;
    }

    private static int Cut(ReadOnlySpan<char> text, int maxLength)
    {
        // Half a message is the least worth sending on its own; a better border further ahead than that is not looked for.
        int least = maxLength / 2;
        int paragraph = -1, sentence = -1, word = -1;
        for (int i = 1; i <= maxLength; i++)
        {
            char before = text[i - 1];
            bool atSpace = i < text.Length && char.IsWhiteSpace(text[i]);
            if (before == '\n' || (atSpace && text[i] == '\n'))
            {
                paragraph = i;
            }
            else if (i < text.Length && (atSpace ? SentenceEnds.Contains(before) : FullWidthEnds.Contains(before) && !char.IsPunctuation(text[i])))
            {
                sentence = i;
            }
            else if (atSpace)
            {
                word = i;
            }
        }

        return paragraph >= least ? paragraph
            : sentence >= least ? sentence
            : Math.Max(word, Math.Max(paragraph, sentence)) is > 0 and var border ? border
            : OutsideLinks(text, WholeGraphemes(text, maxLength));
    }

    /// <summary>The cut, or the start of the link that it would tear.</summary>
    private static int OutsideLinks(ReadOnlySpan<char> text, int cut)
    {
        int start = cut, end = cut;
        while (start > 0 && IsInLink(text[start - 1]))
        {
            start--;
        }

        while (end < Math.Min(text.Length, cut + LinkStarts[0].Length) && IsInLink(text[end]))
        {
            end++;
        }

        int link = int.MaxValue;
        foreach (string linkStart in LinkStarts)
        {
            int at = text[start..end].IndexOf(linkStart, StringComparison.OrdinalIgnoreCase);
            link = at >= 0 ? Math.Min(link, start + at) : link;
        }

        return end > cut && link > 0 && link < cut ? link : cut;
    }

    private static bool IsInLink(char c) => c is > ' ' and <= '~';

    /// <summary>How much of a longer text to keep: whole graphemes, and where not even one fits, whole code points.</summary>
    public static int WholeGraphemes(ReadOnlySpan<char> text, int maxLength)
    {
        int length = 0;
        while (length < maxLength)
        {
            int next = StringInfo.GetNextTextElementLength(text[length..]);
            if (length + next > maxLength)
            {
                break;
            }

            length += next;
        }

        // A grapheme longer than a whole message: cut between its code points, if need be.
        return length > 0 ? length : char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength;
    }
}
