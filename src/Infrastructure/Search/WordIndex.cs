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
        private readonly Pile<Place> _places = [];
        private readonly List<(int Title, int Description)> _lengths = [];
        private readonly Dictionary<int, Place> _ofProduct = [];

        public int NumberOf(string word)
        {
            if (!_numbers.TryGetValue(word, out int number))
            {
                _numbers.Add(word, number = _numbers.Count);
            }

            return number;
        }

        public void Add(IReadOnlyList<TextWord> title, IEnumerable<TextWord> kinds, IReadOnlyList<TextWord> description)
        {
            _ofProduct.Clear();
            foreach (var word in title)
            {
                ref var place = ref PlaceOf(word.Text);
                place.Title = OneMore(place.Title);
            }

            float share = InHead;
            foreach (string word in TitleHead.Of(title))
            {
                PlaceOf(word).StandsInHead(share);
                share = BeforeHead;
            }

            foreach (var word in kinds)
            {
                PlaceOf(word.Text).IsInKind = true;
            }

            foreach (var word in description)
            {
                ref var place = ref PlaceOf(word.Text);
                place.Description = OneMore(place.Description);
            }

            foreach (var (number, place) in _ofProduct)
            {
                _places.Add(place with { Word = number, Product = _lengths.Count });
            }

            _lengths.Add((title.Count, description.Count));
        }

        public WordIndex Build()
        {
            float titles = Average(_lengths.Select(length => length.Title)), descriptions = Average(_lengths.Select(length => length.Description));
            var (words, products, scores) = (Counted(), new int[_places.Count], new float[_places.Count]);
            int[] named = [.. words.Select(word => word.Start)], described = [.. words.Select(word => word.NamedEnd)];
            foreach (var place in _places)
            {
                var (word, (title, description)) = (words[place.Word], _lengths[place.Product]);
                int at = place.IsNamed ? named[place.Word]++ : described[place.Word]++;
                products[at] = place.Product;
                scores[at] = (Rarity(word.InNames) * (Often(place.Title, TitleK1, title / titles) + place.InHead + (place.IsInKind ? InKind : 0)))
                    + (Rarity(word.End - word.Start) * InDescription * Often(place.Description, DescriptionK1, description / descriptions));
            }

            return new WordIndex(_numbers, words, products, scores, _lengths.Count);
        }

        /// <summary>The words, each with the places that are kept for its products: first those that it names, then those that only mention it.</summary>
        private Known[] Counted()
        {
            var words = new Known[_numbers.Count];
            foreach (var place in _places)
            {
                ref var word = ref words[place.Word];
                word = word with
                {
                    End = word.End + 1, InTitles = word.InTitles + (place.Title > 0 ? 1 : 0), InHeads = word.InHeads + (place.Head > 0 ? 1 : 0), InNames = word.InNames + (place.IsNamed ? 1 : 0),
                };
            }

            int start = 0;
            for (int number = 0; number < words.Length; number++)
            {
                var word = words[number];
                words[number] = word with { Number = number, Start = start, NamedEnd = start + word.InNames, End = start += word.End };
            }

            return words;
        }

        private ref Place PlaceOf(string word) => ref CollectionsMarshal.GetValueRefOrAddDefault(_ofProduct, NumberOf(word), out _);

        private static byte OneMore(byte count) => count == byte.MaxValue ? count : (byte)(count + 1);

        private float Rarity(int products) => WordRarity.Of(products, _lengths.Count);

        private static float Often(int count, float k1, float length) => count == 0 ? 0 : count * (k1 + 1) / (count + (k1 * (1 - LengthShare + (LengthShare * length))));

        private static float Average(IEnumerable<int> lengths) => (float)Math.Max(1, lengths.DefaultIfEmpty().Average());

        /// <summary>There are millions: twelve bytes. That a word stands there more than 255 times says nothing more.</summary>
        [StructLayout(LayoutKind.Sequential, Pack = 1)]
        private record struct Place(int Word, int Product, byte Title, byte Description, bool IsInKind, byte Head)
        {
            /// <summary>What <see cref="Head"/> is counted in.</summary>
            private const float HeadUnit = 0.5f;

            public readonly bool IsNamed => Title > 0 || Head > 0 || IsInKind;

            public readonly float InHead => Head * HeadUnit;

            public void StandsInHead(float share) => Head = Math.Max(Head, (byte)(share / HeadUnit));
        }
    }
}

internal static class WordRarity
{
    /// <summary>What it says about a product that it is one of so many with this word (BM25's inverse document frequency).</summary>
    public static float Of(int products, int all) => (float)Math.Log(1 + ((all - products + 0.5) / (products + 0.5)));
}
