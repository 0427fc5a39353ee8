using System.Text.RegularExpressions;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>A part of a sentence that says something of its own: "in red it is sold out, in blue it is in stock".</summary>
internal static partial class Clause
{
    /// <summary>The one that this place is in.</summary>
    public static string At(string words, int at)
    {
        int start = 0, end = words.Length;
        foreach (var border in Borders().Matches(words).Cast<Match>())
        {
            start = border.Index < at ? border.Index + border.Length : start;
            end = border.Index >= at ? Math.Min(end, border.Index) : end;
        }

        return words[start..end];
    }

    /// <summary>Between commas.</summary>
    public static string[] Split(string words) => Commas().Split(words);

    [GeneratedRegex(@"[,;:–]\s|\s(?:but|while|whereas|aber|sondern|w(?:ä|ae)hrend|pero|mientras|mais|tandis)\s", Claims.Options, Claims.Timeout)]
    private static partial Regex Borders();

    [GeneratedRegex(@"[,;]\s", RegexOptions.CultureInvariant, Claims.Timeout)]
    private static partial Regex Commas();
}
