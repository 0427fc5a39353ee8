namespace GptMessenger.Infrastructure.Tests.Search;

/// <summary>Queries as people type them in a hurry. Always the same for the same query and round.</summary>
internal static class Disfigured
{
    /// <summary>One letter of the longest word wrong, missing, doubled or swapped.</summary>
    public static string WithTypo(string words, int round)
    {
        string longest = Longest(words);
        int at = 1 + ((words.Length + (7 * round)) % Math.Max(1, longest.Length - 2));
        string typed = ((words.Length + round) % 4) switch
        {
            0 => $"{longest[..at]}{Other(longest[at])}{longest[(at + 1)..]}",
            1 => longest.Remove(at, 1),
            2 => longest.Insert(at, longest[at].ToString()),
            _ => $"{longest[..(at - 1)]}{longest[at]}{longest[at - 1]}{longest[(at + 1)..]}",
        };
        return words.Replace(longest, typed, StringComparison.Ordinal);
    }

    /// <summary>The last word in the plural, or in the singular where it is one.</summary>
    public static string InTheOtherNumber(string words, int round) => words[^1] == 's' ? words[..^1] : char.IsLetter(words[^1]) ? $"{words}s" : words;

    /// <summary>Two neighbours as one word.</summary>
    public static string Glued(string words, int round)
    {
        string[] all = words.Split(' ');
        int at = all.Length < 2 ? 0 : round % (all.Length - 1);
        return all.Length < 2 ? words : string.Join(' ', [.. all[..at], all[at] + all[at + 1], .. all[(at + 2)..]]);
    }

    private static string Longest(string words) => words.Split(' ').MaxBy(word => word.Length)!;

    private static char Other(char letter) => letter == 'e' ? 'a' : 'e';
}
