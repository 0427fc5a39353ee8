using System.Collections.Frozen;

namespace GptMessenger.Application.Languages;

/// <summary>
/// How much a word speaks for each language: much when it is one of the language's own, a little when its letters only follow each other as
/// they do there ("winterstifel", "envíoss").
/// </summary>
internal static class LanguageModel
{
    public const int Foreign = 4;

    private const int Languages = 4;
    private const double ShopWord = 0.7;
    private const double UnknownWord = 0.5;
    private const double Smoothing = 0.3;

    private static readonly string[] Common = [EnglishWords.Common, GermanWords.Common, SpanishWords.Common, FrenchWords.Common, ForeignWords.Common];
    private static readonly string[] Shop = [EnglishWords.Shop, GermanWords.Shop, SpanishWords.Shop, FrenchWords.Shop];
    private static readonly FrozenDictionary<string, double[]> Known = KnownWords();
    private static readonly FrozenDictionary<string, double[]> Letters = LetterStatistics();
    private static readonly double[] Never = LogShares(new double[Languages]);

    /// <summary>Points for each <see cref="Language"/>, and for <see cref="Foreign"/>.</summary>
    /// <param name="word">Folded.</param>
    public static double[] Points(string word)
    {
        if (Known.TryGetValue(word, out double[]? known))
        {
            return known;
        }

        double[] points = new double[Languages + 1];
        if (word.Length >= 3 && word.All(char.IsAsciiLetter))
        {
            double[] likely = Likelihood(word);
            likely.CopyTo(points, 0);
        }

        return points;
    }

    private static double[] Likelihood(string word)
    {
        double[] sums = new double[Languages];
        foreach (string three in Threes(word))
        {
            double[] shares = Letters.GetValueOrDefault(three, Never);
            for (int i = 0; i < Languages; i++)
            {
                sums[i] += shares[i];
            }
        }

        double most = sums.Max();
        double all = sums.Sum(sum => Math.Exp(sum - most));
        return [.. sums.Select(sum => UnknownWord * Math.Exp(sum - most) / all)];
    }

    // A word that several languages have speaks for each of them, and as much less.
    private static FrozenDictionary<string, double[]> KnownWords()
    {
        var known = new Dictionary<string, double[]>();
        for (int i = 0; i < Common.Length; i++)
        {
            Add(i, Common[i], 1);
        }

        for (int i = 0; i < Shop.Length; i++)
        {
            Add(i, Shop[i], ShopWord);
        }

        foreach (double[] points in known.Values)
        {
            int sharing = points.Count(point => point > 0);
            for (int i = 0; i < points.Length; i++)
            {
                points[i] /= sharing;
            }
        }

        return known.ToFrozenDictionary();

        void Add(int language, string words, double weight)
        {
            foreach (string word in FoldedText.Words(words))
            {
                if (!known.TryGetValue(word, out double[]? points))
                {
                    known.Add(word, points = new double[Languages + 1]);
                }

                points[language] = Math.Max(points[language], weight);
            }
        }
    }

    private static FrozenDictionary<string, double[]> LetterStatistics()
    {
        var counts = new Dictionary<string, double[]>();
        for (int i = 0; i < Languages; i++)
        {
            foreach (string three in FoldedText.Words($"{Common[i]} {Shop[i]}").SelectMany(Threes))
            {
                if (!counts.TryGetValue(three, out double[]? of))
                {
                    counts.Add(three, of = new double[Languages]);
                }

                of[i]++;
            }
        }

        return counts.ToFrozenDictionary(pair => pair.Key, pair => LogShares(pair.Value));
    }

    private static double[] LogShares(double[] counts) => [.. counts.Select(count => Math.Log((count + Smoothing) / (counts.Sum() + (Smoothing * Languages))))];

    private static IEnumerable<string> Threes(string word)
    {
        string framed = $" {word} ";
        for (int i = 0; i + 3 <= framed.Length; i++)
        {
            yield return framed.Substring(i, 3);
        }
    }
}
