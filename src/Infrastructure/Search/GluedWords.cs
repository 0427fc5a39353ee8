namespace GptMessenger.Infrastructure.Search;

/// <summary>
/// What an unknown word may be made of, when it is not two known words: "kichenfaucet", "patiofurniturecover". Better half of it than nothing.
/// </summary>
internal static class GluedWords
{
    private const int Shortest = 6, ShortestHalf = 3;

    private const float WithError = 0.6f, OfThree = 0.6f, Neighbours = 0.2f, OfHalf = 0.4f;

    // Of two readings that are equally likely the one that explains more letters is meant.
    private const float ForLetter = 0.005f;

    /// <returns>Null: nothing that the vocabulary knows.</returns>
    public static Meaning? Read(string word, Vocabulary vocabulary)
    {
        var (best, bestScore) = ((Meaning?)null, 0f);
        for (int i = ShortestHalf; word.Length >= Shortest && i <= word.Length - ShortestHalf; i++)
        {
            foreach (var (meaning, letters) in Readings(word[..i], word[i..], vocabulary))
            {
                float score = meaning.Weight + (letters * ForLetter);
                (best, bestScore) = score > bestScore ? (meaning, score) : (best, bestScore);
            }
        }

        return best;
    }

    private static IEnumerable<(Meaning Meaning, int Letters)> Readings(string first, string second, Vocabulary vocabulary)
    {
        int all = first.Length + second.Length;
        if (Half(first, vocabulary) is { } begin)
        {
            if (vocabulary.Corrections(second) is [{ Errors: 1 } near, ..])
            {
                yield return (Together(begin, near.Word, vocabulary), all - 1);
            }

            if (vocabulary.Split(second) is { } more && vocabulary.Together(begin, more.First).Length > 0)
            {
                yield return (new Meaning([begin, more.First, more.Second], OfThree), all);
            }

            if (begin.InHeads > 0)
            {
                yield return (new Meaning([begin], OfHalf), first.Length);
            }
        }
        else if (Half(second, vocabulary) is { } end)
        {
            if (vocabulary.Corrections(first) is [{ Errors: 1 } near, ..])
            {
                yield return (Together(near.Word, end, vocabulary), all - 1);
            }

            if (end.InHeads > 0)
            {
                yield return (new Meaning([end], OfHalf), second.Length);
            }
        }
    }

    /// <summary>Three letters are a word by chance, unless they name products ("saw", "fan").</summary>
    private static WordIndex.Known? Half(string part, Vocabulary vocabulary) =>
        part.Length > ShortestHalf || vocabulary.IsProductWord(part) ? vocabulary.FindPart(part) : null;

    private static Meaning Together(WordIndex.Known first, WordIndex.Known second, Vocabulary vocabulary) =>
        new([first, second], vocabulary.Together(first, second).Length > 0 ? WithError + Neighbours : WithError);
}
