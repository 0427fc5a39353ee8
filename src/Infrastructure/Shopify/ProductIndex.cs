using GptMessenger.Domain.Shops;

namespace GptMessenger.Infrastructure.Shopify;

/// <summary>
/// Which products fit some words: an inverted index, built once for each version of a catalogue, so that a search touches only the
/// products that hold one of the words. Rare words count more, and words of the title more than those of the description.
/// </summary>
internal sealed class ProductIndex
{
    private const double InTitle = 4, InAttributes = 2, InDescription = 1;

    // So common in questions that they would match every product's description.
    private static readonly HashSet<string> Fillers =
    [
        .. ("a an and any are as at be but by can could do does for from get give good had has have hello hey hi how i if im in is it its " +
            "like looking me my need of on or our please product s sell shop show so some something sure t thank thanks that the their them " +
            "there they thing this to u us want was we what when where which who will with would yes you your").Split(' '),
    ];

    private readonly IReadOnlyList<Listing> _listings;
    private readonly Dictionary<string, List<Posting>> _postings = [];

    public ProductIndex(IReadOnlyList<Listing> listings)
    {
        _listings = listings;
        for (int i = 0; i < listings.Count; i++)
        {
            foreach (var (word, weight) in Weights(listings[i].Product))
            {
                if (!_postings.TryGetValue(word, out var postings))
                {
                    _postings.Add(word, postings = []);
                }

                postings.Add(new Posting(i, weight));
            }
        }
    }

    public int Count => _listings.Count;

    /// <returns>Those that match, best first, then others in the catalogue's order; and how many of them match.</returns>
    public (IReadOnlyList<Listing> Listings, int Matched) Search(string words, int limit)
    {
        var scores = Scores(words);
        var best = scores
            .OrderByDescending(found => found.Value)
            .ThenByDescending(found => _listings[found.Key].Product.IsAvailable)
            .ThenBy(found => found.Key)
            .Take(limit)
            .Select(found => _listings[found.Key])
            .ToList();
        int matched = best.Count;
        for (int i = 0; i < _listings.Count && best.Count < limit; i++)
        {
            if (!scores.ContainsKey(i))
            {
                best.Add(_listings[i]);
            }
        }

        return (best, matched);
    }

    private Dictionary<int, double> Scores(string words)
    {
        var scores = new Dictionary<int, double>();
        foreach (string word in Words(words).Distinct())
        {
            if (!_postings.TryGetValue(word, out var postings))
            {
                continue;
            }

            double rarity = Math.Log(1 + ((Count - postings.Count + 0.5) / (postings.Count + 0.5)));
            foreach (var (listing, weight) in postings)
            {
                scores[listing] = scores.GetValueOrDefault(listing) + (rarity * weight);
            }
        }

        return scores;
    }

    private static Dictionary<string, double> Weights(Product product)
    {
        var weights = new Dictionary<string, double>();
        Add(product.Title, InTitle);
        Add(product.Type, InAttributes);
        Add(product.Vendor, InAttributes);
        foreach (string tag in product.Tags)
        {
            Add(tag, InAttributes);
        }

        foreach (var variant in product.Variants)
        {
            Add(variant.Title, InAttributes);
            Add(variant.Sku ?? "", InAttributes);
        }

        Add(product.Description, InDescription);
        return weights;

        // The best place that a word stands in counts, not how often it is repeated.
        void Add(string text, double weight)
        {
            foreach (string word in Words(text))
            {
                weights.TryAdd(word, weight);
            }
        }
    }

    /// <summary>Runs of letters and runs of digits, so that "8GB" and "8 GB" are the same.</summary>
    internal static IEnumerable<string> Words(string text)
    {
        for (int start = 0; start < text.Length;)
        {
            int end = start + 1;
            if (char.IsLetterOrDigit(text[start]))
            {
                while (end < text.Length && char.IsLetterOrDigit(text[end]) && char.IsDigit(text[end]) == char.IsDigit(text[start]))
                {
                    end++;
                }

                string word = Singular(text[start..end].ToLowerInvariant());
                if (!Fillers.Contains(word))
                {
                    yield return word;
                }
            }

            start = end;
        }
    }

    private static string Singular(string word) => word switch
    {
        { Length: > 4 } when word.EndsWith("ies", StringComparison.Ordinal) => $"{word[..^3]}y",
        { Length: > 4 } when word.EndsWith("sses", StringComparison.Ordinal) || word.EndsWith("xes", StringComparison.Ordinal)
            || word.EndsWith("ches", StringComparison.Ordinal) || word.EndsWith("shes", StringComparison.Ordinal) => word[..^2],
        { Length: > 3 } when word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i') => word[..^1],
        _ => word,
    };

    private sealed record Posting(int Listing, double Weight);
}
