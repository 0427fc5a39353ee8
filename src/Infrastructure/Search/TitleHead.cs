namespace GptMessenger.Infrastructure.Search;

/// <summary>
/// What a title is about: the last two words before "in", "with", "for" or a bracket. "Single-Handle Kitchen Faucet in Chrome with Soap
/// Dispenser" is a kitchen faucet, and no dispenser.
/// </summary>
internal static class TitleHead
{
    private const int Words = 2;

    /// <summary>A comma before this many words belongs to a list of names: "Fjord, Winter Boots".</summary>
    private const int LeastBeforeBreak = 3;

    private static readonly HashSet<string> Enders = ["in", "with", "for", "by", "from", "without", "mit", "fur", "aus", "con", "para", "de", "pour", "avec", "en"];

    /// <returns>What it is first, then what kind of that.</returns>
    public static IReadOnlyList<string> Of(IReadOnlyList<TextWord> title)
    {
        int end = 0;
        while (end < title.Count && !IsEnd(title, end))
        {
            end++;
        }

        var about = new List<string>(Words);
        for (int i = end - 1; i >= 0 && about.Count < Words; i--)
        {
            if (!title[i].IsUnit && !char.IsAsciiDigit(title[i].Text[0]))
            {
                about.Add(title[i].Text);
            }
        }

        return about;
    }

    private static bool IsEnd(IReadOnlyList<TextWord> title, int i) =>
        i > 0 && ((Enders.Contains(title[i].Text) && !title[i].IsUnit && !title[i].IsJoined) || (title[i].Break && i >= LeastBeforeBreak));
}
