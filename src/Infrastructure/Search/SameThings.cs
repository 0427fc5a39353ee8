namespace GptMessenger.Infrastructure.Search;

/// <summary>Other words for the same thing, also in other languages: whoever asks for a fridge, or for a Kühlschrank, wants a refrigerator.</summary>
internal static class SameThings
{
    private static readonly Dictionary<string, string[]> Others = Load();

    private const int LeastStem = 4;

    // Plurals of other languages, as they look without an s: "calcetine", "Schuhe", "Jacken".
    private static readonly string[] Endings = ["", "e", "n", "en", "er"];

    /// <param name="word">As <see cref="TextWords"/> reads it.</param>
    public static IReadOnlyList<string> Of(string word)
    {
        string? known = Endings.Where(ending => word.EndsWith(ending, StringComparison.Ordinal) && (ending.Length == 0 || word.Length - ending.Length >= LeastStem))
            .Select(ending => word[..^ending.Length]).FirstOrDefault(Others.ContainsKey);
        return known is null ? [] : Others[known];
    }

    private static Dictionary<string, string[]> Load()
    {
        var groups = WordFile.Lines("same-things.txt").Select(line => TextWords.Read(line).Select(word => word.Text).Distinct(StringComparer.Ordinal).ToList()).ToList();
        return groups.SelectMany(group => group.Select(word => (Word: word, Group: group))).GroupBy(each => each.Word, StringComparer.Ordinal)
            .ToDictionary(each => each.Key, each => each.SelectMany(one => one.Group).Where(other => other != each.Key).Distinct(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);
    }
}
