namespace GptMessenger.Infrastructure.Search;

/// <summary>
/// Takes plurals back to the singular and does nothing else: heavier stemmers throw products together that have nothing in common
/// ("universal" and "university").
/// </summary>
internal static class Plural
{
    private static readonly Dictionary<string, string> Irregular = new(StringComparer.Ordinal)
    {
        ["shelves"] = "shelf", ["knives"] = "knife", ["leaves"] = "leaf", ["halves"] = "half", ["scarves"] = "scarf", ["loaves"] = "loaf", ["wolves"] = "wolf",
        ["teeth"] = "tooth", ["mice"] = "mouse", ["womens"] = "women", ["mens"] = "men", ["childrens"] = "children", ["woman"] = "women", ["man"] = "men",
    };

    public static string Singular(string word)
    {
        if (word.Length < 4)
        {
            return word;
        }

        if (Irregular.TryGetValue(word, out string? singular))
        {
            return singular;
        }

        // "Beanies" may come from "beanie" or from "beany": both are the same here.
        if (Ends(word, "ie") && word.Length > 4)
        {
            return $"{word[..^2]}y";
        }

        return word[^1] != 's' || word[^2] is 's' or 'u' || (word[^2] == 'i' && word.Length < 6) ? word
            : Ends(word, "ies") && word.Length > 4 ? $"{word[..^3]}y"
            : Ends(word, "sses") || Ends(word, "shes") || Ends(word, "ches") || Ends(word, "xes") || Ends(word, "zzes") ? word[..^2]
            : word[..^1];
    }

    private static bool Ends(string word, string end) => word.EndsWith(end, StringComparison.Ordinal);
}
