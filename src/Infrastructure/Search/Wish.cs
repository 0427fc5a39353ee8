namespace GptMessenger.Infrastructure.Search;

/// <summary>A wanted word in its possible meanings: itself where the catalogue knows it, else what it may have been meant to be.</summary>
internal readonly record struct Wish(IReadOnlyList<Meaning> Meanings)
{
    private const float AfterOneError = 0.9f, AfterTwoErrors = 0.7f, SplitAsNeighbours = 0.95f, SplitApart = 0.6f, OtherWord = 0.8f, OtherThanKnown = 0.3f, Begun = 0.6f;

    public static Wish For(string word, Vocabulary vocabulary)
    {
        var meanings = new List<Meaning>();
        var known = vocabulary.Find(word);
        if (known is { } itself)
        {
            meanings.Add(new Meaning([itself], 1));
        }

        meanings.AddRange(SameThings.Of(word).Select(vocabulary.Find).Where(other => other is { InNames: > 0 }).Select(other => new Meaning([other!.Value], known is null ? OtherWord : OtherThanKnown)));
        if (meanings.Count == 0 && !EverydayWords.Contains(word))
        {
            meanings.AddRange(Guessed(word, vocabulary));
        }

        // "sawhorse" also means "saw horse" where titles have it so.
        if (vocabulary.Split(word) is { } parts && (parts.AreNeighbours || known is null))
        {
            meanings.Add(new Meaning([parts.First, parts.Second], parts.AreNeighbours ? SplitAsNeighbours : SplitApart));
        }

        return new Wish(meanings);
    }

    /// <summary>A mistyped word; else several in one; else the beginning of one ("vac").</summary>
    private static IEnumerable<Meaning> Guessed(string word, Vocabulary vocabulary)
    {
        var corrected = Corrected(vocabulary.Corrections(word), vocabulary).ToList();
        if (vocabulary.Split(word) is not null || corrected.Exists(meaning => meaning.Weight >= AfterTwoErrors))
        {
            return corrected;
        }

        return GluedWords.Read(word, vocabulary) is { } glued ? corrected.Append(glued)
            : corrected.Count > 0 ? corrected
            : vocabulary.BegunBy(word).Select(whole => new Meaning([whole], Begun));
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
