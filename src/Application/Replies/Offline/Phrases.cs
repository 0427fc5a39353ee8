using GptMessenger.Application.Languages;

namespace GptMessenger.Application.Replies.Offline;

/// <summary>
/// Words to look for in a message, written one after the other: <c>versand*</c> is every word that begins so, <c>auf_lager</c> is two words in
/// a row, <c>macht..auf</c> is one and later another.
/// </summary>
internal sealed class Phrases
{
    private readonly HashSet<string> _words = [];
    private readonly List<string> _beginnings = [];
    private readonly List<string[]> _rows = [];
    private readonly List<(string[] First, string[] Later)> _pairs = [];

    public Phrases(string listed)
    {
        foreach (string phrase in listed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (phrase.Contains("..", StringComparison.Ordinal))
            {
                _pairs.Add((phrase.Split("..")[0].Split('_'), phrase.Split("..")[1].Split('_')));
            }
            else if (phrase.Contains('_', StringComparison.Ordinal))
            {
                _rows.Add(phrase.Split('_'));
            }
            else if (phrase.EndsWith('*'))
            {
                _beginnings.Add(phrase[..^1]);
            }
            else
            {
                _words.Add(phrase);
            }
        }
    }

    /// <param name="words">Folded, in their order; see <see cref="FoldedText"/>.</param>
    public bool AreIn(IReadOnlyList<string> words) =>
        words.Any(Contains) || _rows.Exists(row => PlaceOf(row, words) >= 0) || _pairs.Exists(pair => HasPair(words, pair.First, pair.Later));

    /// <summary>Single words only.</summary>
    public bool Contains(string word) => _words.Contains(word) || _beginnings.Exists(start => word.StartsWith(start, StringComparison.Ordinal));

    private static bool HasPair(IReadOnlyList<string> words, string[] first, string[] later)
    {
        int at = PlaceOf(first, words);
        return at >= 0 && PlaceOf(later, words, at + first.Length) >= 0;
    }

    private static int PlaceOf(string[] row, IReadOnlyList<string> words, int from = 0)
    {
        for (int at = from; at + row.Length <= words.Count; at++)
        {
            if (row.Select((word, i) => words[at + i] == word).All(isSame => isSame))
            {
                return at;
            }
        }

        return -1;
    }
}
