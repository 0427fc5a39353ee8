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
            meanings.AddRange(vocabulary.Corrections(word).Select(correction => new Meaning([correction.Word], correction.Errors == 1 ? AfterOneError : AfterTwoErrors)));
        }

        // "sawhorse" also means "saw horse" where titles have it so.
        if (vocabulary.Split(word) is { } parts && (parts.AreNeighbours || known is null))
        {
            meanings.Add(new Meaning([parts.First, parts.Second], parts.AreNeighbours ? SplitAsNeighbours : SplitApart));
        }

        return new Wish(meanings);
    }
}

/// <param name="Words">All of them count.</param>
/// <param name="Weight">How likely it is what was meant.</param>
internal readonly record struct Meaning(IReadOnlyList<WordIndex.Known> Words, float Weight);
