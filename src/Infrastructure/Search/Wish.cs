namespace GptMessenger.Infrastructure.Search;

/// <summary>A wanted word in its possible meanings: itself where the catalogue knows it, else what it may have been meant to be.</summary>
internal readonly record struct Wish(IReadOnlyList<Meaning> Meanings)
{
    private const float AfterOneError = 0.9f, AfterTwoErrors = 0.7f, SplitAsNeighbours = 0.95f, SplitApart = 0.6f;

    public static Wish For(string word, Vocabulary vocabulary)
    {
        var meanings = new List<Meaning>();
        var known = vocabulary.Find(word);
        if (known is { } itself)
        {
            meanings.Add(new Meaning([itself], 1));
        }
        else if (!EverydayWords.Contains(word))
        {
            meanings.AddRange(Corrected(vocabulary.Corrections(word), vocabulary));
        }

        // "sawhorse" also means "saw horse" where titles have it so.
        if (vocabulary.Split(word) is { } parts && (parts.AreNeighbours || known is null))
        {
            meanings.Add(new Meaning([parts.First, parts.Second], parts.AreNeighbours ? SplitAsNeighbours : SplitApart));
        }

        return new Wish(meanings);
    }

    /// <summary>A rare word says more about a product than a common one does, but not when it is less likely to have been meant.</summary>
    private static IEnumerable<Meaning> Corrected(IReadOnlyList<Correction> corrections, Vocabulary vocabulary)
    {
        foreach (var (word, errors) in corrections)
        {
            var best = corrections[0].Word;
            float likelihood = MathF.Min(1, MathF.Sqrt((float)word.InNames / best.InNames)), rarity = MathF.Min(1, vocabulary.RarityOf(best) / vocabulary.RarityOf(word));
            yield return new Meaning([word], (errors == 1 ? AfterOneError : AfterTwoErrors) * likelihood * rarity);
        }
    }
}

/// <param name="Words">All of them count.</param>
/// <param name="Weight">How likely it is what was meant.</param>
internal readonly record struct Meaning(IReadOnlyList<WordIndex.Known> Words, float Weight);
