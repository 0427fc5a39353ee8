using System.Runtime.InteropServices;

namespace GptMessenger.Infrastructure.Search;

/// <summary>
/// For each word the products that hold it, and what it says about each of them: BM25, in which a word that is repeated counts hardly more
/// (measured best on titles), and in which it matters where the word stands. All that can be known beforehand is computed when the index is built.
/// </summary>
internal sealed class WordIndex
{
    private readonly Dictionary<string, int> _numbers;
    private readonly Known[] _words;
    private readonly int[] _products;
    private readonly float[] _scores;
    private readonly int _all;

    private WordIndex(Dictionary<string, int> numbers, Known[] words, int[] products, float[] scores, int all) =>
        (_numbers, _words, _products, _scores, _all) = (numbers, words, products, scores, all);

    public IEnumerable<(string Word, Known Known)> Words => _numbers.Select(pair => (pair.Key, _words[pair.Value]));

    public long Bytes => (_numbers.Count * 100L) + (_words.Length * 24L) + (_products.Length * 8L);

    public Known? Find(string word) => _numbers.TryGetValue(word, out int number) ? _words[number] : null;

    /// <summary>What it says about a product to be called so.</summary>
    public float RarityOf(Known word) => WordRarity.Of(word.InNames, _all);

    public Places Named(Known word) => Between(word.Start, word.NamedEnd);

    /// <summary>Those that only mention it in their description.</summary>
    public Places Described(Known word) => Between(word.NamedEnd, word.End);

    private Places Between(int start, int end) => new(_products.AsSpan(start..end), _scores.AsSpan(start..end));

    /// <summary>Products that hold a word, and what it says about each of them.</summary>
    public readonly ref struct Places(ReadOnlySpan<int> products, ReadOnlySpan<float> scores)
    {
        public ReadOnlySpan<int> Products { get; } = products;

        public ReadOnlySpan<float> Scores { get; } = scores;
    }

    /// <summary>A word of the catalogue.</summary>
    /// <param name="Number">Its place in the order in which words were first met.</param>
    /// <param name="Start">Where its products begin.</param>
    /// <param name="NamedEnd">Where those begin that only mention it.</param>
    /// <param name="End">Where its products end.</param>
    /// <param name="InTitles">In how many titles it stands.</param>
    /// <param name="InHeads">In how many it says what the product is (<see cref="TitleHead"/>).</param>
    /// <param name="InNames">In how many products' titles or kinds.</param>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Known(int Number, int Start, int NamedEnd, int End, int InTitles, int InHeads, int InNames);

    /// <summary>Takes the products in, one after the other.</summary>
    public sealed class Builder
    {
        // The last word of a title's head says what it is, the one before only what kind: a toilet plunger is no toilet.
        private const float InHead = 1, BeforeHead = 0.5f, InKind = 0.5f, InDescription = 0.15f;
        private const float TitleK1 = 0.4f, DescriptionK1 = 1.2f, LengthShare = 0.75f;

        private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
        private readonly List<List<Place>> _places = [];
        private readonly List<(int Title, int Description)> _lengths = [];
        private readonly Dictionary<int, Place> _ofProduct = [];

        public int NumberOf(string word)
        {
            if (!_numbers.TryGetValue(word, out int number))
            {
                _numbers.Add(word, number = _places.Count);
                _places.Add([]);
            }

            return number;
        }

        public void Add(IReadOnlyList<TextWord> title, IEnumerable<TextWord> kinds, IReadOnlyList<TextWord> description)
        {
            _ofProduct.Clear();
            foreach (var word in title)
            {
                PlaceOf(word.Text).Title++;
            }

            float share = InHead;
            foreach (string word in TitleHead.Of(title))
            {
                ref var place = ref PlaceOf(word);
                place.InHead = Math.Max(place.InHead, share);
                share = BeforeHead;
            }

            foreach (var word in kinds)
            {
                PlaceOf(word.Text).IsInKind = true;
            }

            foreach (var word in description)
            {
                PlaceOf(word.Text).Description++;
            }

            foreach (var (number, place) in _ofProduct)
            {
                _places[number].Add(place with { Product = _lengths.Count });
            }

            _lengths.Add((title.Count, description.Count));
        }

        public WordIndex Build()
        {
            float titles = Average(_lengths.Select(length => length.Title)), descriptions = Average(_lengths.Select(length => length.Description));
            int all = _places.Sum(places => places.Count);
            var (words, products, scores) = (new Known[_places.Count], new int[all], new float[all]);
            int at = 0;
            for (int number = 0; number < words.Length; number++)
            {
                var places = _places[number];
                var (start, named) = (at, places.Count(place => place.IsNamed));
                float rarity = Rarity(named), rarityInAll = Rarity(places.Count);
                foreach (var place in places.Where(place => place.IsNamed).Concat(places.Where(place => !place.IsNamed)))
                {
                    var (title, description) = _lengths[place.Product];
                    products[at] = place.Product;
                    scores[at++] = (rarity * (Often(place.Title, TitleK1, title / titles) + place.InHead + (place.IsInKind ? InKind : 0)))
                        + (rarityInAll * InDescription * Often(place.Description, DescriptionK1, description / descriptions));
                }

                words[number] = new Known(number, start, start + named, at, places.Count(place => place.Title > 0), places.Count(place => place.InHead > 0), named);
                _places[number] = [];
            }

            return new WordIndex(_numbers, words, products, scores, _lengths.Count);
        }

        private ref Place PlaceOf(string word) => ref CollectionsMarshal.GetValueRefOrAddDefault(_ofProduct, NumberOf(word), out _);

        private float Rarity(int products) => WordRarity.Of(products, _lengths.Count);

        private static float Often(int count, float k1, float length) => count == 0 ? 0 : count * (k1 + 1) / (count + (k1 * (1 - LengthShare + (LengthShare * length))));

        private static float Average(IEnumerable<int> lengths) => (float)Math.Max(1, lengths.DefaultIfEmpty().Average());

        [StructLayout(LayoutKind.Auto)]
        private record struct Place(int Product, ushort Title, ushort Description, bool IsInKind, float InHead)
        {
            public readonly bool IsNamed => Title > 0 || InHead > 0 || IsInKind;
        }
    }
}

internal static class WordRarity
{
    /// <summary>What it says about a product that it is one of so many with this word (BM25's inverse document frequency).</summary>
    public static float Of(int products, int all) => (float)Math.Log(1 + ((all - products + 0.5) / (products + 0.5)));
}
