using System.Text.RegularExpressions;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>What the checks have in common.</summary>
internal static class Claims
{
    /// <summary>In milliseconds, by the clock on the wall: a loaded machine that compiles an expression for the first time takes a second for what takes microseconds later, and an honest answer must not be refused for that.</summary>
    public const int Timeout = 5000;

    public const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>Where these words stand as words of their own; -1: nowhere.</summary>
    public static int PlaceOf(string words, string text, StringComparison comparison = StringComparison.Ordinal)
    {
        for (int at = text.IndexOf(words, comparison); at >= 0; at = text.IndexOf(words, at + 1, comparison))
        {
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (at + words.Length == text.Length || !char.IsLetterOrDigit(text[at + words.Length])))
            {
                return at;
            }
        }

        return -1;
    }
}
