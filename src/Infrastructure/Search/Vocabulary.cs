using System.Numerics;
using System.Runtime.InteropServices;

namespace GptMessenger.Infrastructure.Search;

/// <summary>
/// The words that a catalogue itself uses. A word that it does not know was mistyped, glued together, or is about something that the shop
/// does not have.
/// </summary>
internal sealed class Vocabulary
{
    private const int ShortestToCorrect = 3;
    private const int ShortestForTwoErrors = 6;
    private const int ShortestPart = 3;
    private const int MaxCorrections = 3;

    private readonly WordIndex _words;
    private readonly KeyIndex _pairs;
    private readonly Name[][] _byLength;

    public Vocabulary(WordIndex words, KeyIndex pairs)
    {
        (_words, _pairs) = (words, pairs);
        var names = words.Words
            .Where(entry => entry.Known.InNames > 0 && entry.Word.Length >= ShortestToCorrect && entry.Word.All(char.IsAsciiLetter))
            .Select(entry => new Name(entry.Word, entry.Known.InNames, Letters(entry.Word)))
            .ToLookup(name => name.Word.Length);
        int longest = names.Count == 0 ? 0 : names.Max(group => group.Key);
        _byLength = [.. Enumerable.Range(0, longest + 1).Select(length => names[length].ToArray())];
    }

    public WordIndex.Known? Find(string word) => _words.Find(word);

    public float RarityOf(WordIndex.Known word) => _words.RarityOf(word);

    /// <summary>Says what products are: the "saw" of a tool shop, however common the word is elsewhere.</summary>
    public bool IsProductWord(string word) => Find(word) is { InHeads: > 0 } known && known.InHeads * 5 >= known.InTitles;

    /// <summary>What an unknown word may have been meant to be, most likely first: one wrong, missing, added or swapped letter, in longer words two behind a first that is right; words of three letters may lack one.</summary>
    public IReadOnlyList<Correction> Corrections(string word)
    {
        if (word.Length < ShortestToCorrect || !word.All(char.IsAsciiLetter))
        {
            return [];
        }

        int most = word.Length >= ShortestForTwoErrors ? 2 : 1;
        uint letters = Letters(word);
        var found = new List<(Name Name, int Errors)>();
        for (int length = word.Length == ShortestToCorrect ? word.Length + 1 : word.Length - most; length <= word.Length + most && length < _byLength.Length; length++)
        {
            foreach (var name in _byLength[length])
            {
                // An error changes two letters at most of those that occur: most words are out without being compared.
                if (BitOperations.PopCount(name.Letters ^ letters) <= 2 * most && Errors(word, name.Word, most) is var errors
                    && (errors <= 1 || (errors <= most && name.Word[0] == word[0])))
                {
                    found.Add((name, errors));
                }
            }
        }

        int least = found.Count == 0 ? 0 : found.Min(candidate => candidate.Errors);
        return
        [
            .. found.Where(candidate => candidate.Errors == least)
                .OrderByDescending(candidate => candidate.Name.Word[0] == word[0])
                .ThenByDescending(candidate => candidate.Name.Products)
                .ThenBy(candidate => candidate.Name.Word, StringComparer.Ordinal)
                .Take(MaxCorrections)
                .Select(candidate => new Correction(Find(candidate.Name.Word)!.Value, least)),
        ];
    }

    /// <summary>Names of things that begin so, the most common first.</summary>
    public IEnumerable<WordIndex.Known> BegunBy(string word) => word.Length < ShortestToCorrect ? [] : _byLength.Skip(word.Length + 1).SelectMany(names => names)
        .Where(name => name.Word.StartsWith(word, StringComparison.Ordinal) && IsProductWord(name.Word))
        .OrderByDescending(name => name.Products).ThenBy(name => name.Word, StringComparer.Ordinal).Take(MaxCorrections).Select(name => Find(name.Word)!.Value);

    /// <summary>The word that a part of a longer one is, where titles have it.</summary>
    public WordIndex.Known? FindPart(string part) => part.Length >= ShortestPart && Find(TextWords.One(part)) is { InTitles: > 0 } known ? known : null;

    /// <summary>The two words that this one is made of, where both are known; null: none. Best where the catalogue has them side by side.</summary>
    public (WordIndex.Known First, WordIndex.Known Second, bool AreNeighbours)? Split(string word)
    {
        (WordIndex.Known, WordIndex.Known, bool)? best = null;
        long bestScore = 0;
        for (int i = ShortestPart; i <= word.Length - ShortestPart; i++)
        {
            if (FindPart(word[..i]) is not { } first || FindPart(word[i..]) is not { } second)
            {
                continue;
            }

            int together = Together(first, second).Length;
            long score = (together * 1_000_000L) + Math.Min(first.InTitles, second.InTitles);
            if (score > bestScore)
            {
                (best, bestScore) = ((first, second, together > 0), score);
            }
        }

        return best;
    }

    /// <summary>The products in whose title these words stand side by side.</summary>
    public ReadOnlySpan<int> Together(WordIndex.Known first, WordIndex.Known second) => _pairs.Find(KeyIndex.Pair(first.Number, second.Number));

    private static uint Letters(string word)
    {
        uint letters = 0;
        foreach (char c in word)
        {
            letters |= 1u << (c - 'a');
        }

        return letters;
    }

    /// <summary>How many letters are wrong, missing, added or swapped with their neighbour; more than <paramref name="most"/> are not counted out.</summary>
    private static int Errors(string a, string b, int most)
    {
        Span<int> before = stackalloc int[b.Length + 1], last = stackalloc int[b.Length + 1], row = stackalloc int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            int least = row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }

                least = Math.Min(least, row[j]);
            }

            if (least > most)
            {
                return most + 1;
            }

            last.CopyTo(before);
            row.CopyTo(last);
        }

        return last[b.Length];
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Name(string Word, int Products, uint Letters);
}

/// <param name="Word">One that the catalogue knows.</param>
/// <param name="Errors">How far it is from what was typed.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Correction(WordIndex.Known Word, int Errors);
