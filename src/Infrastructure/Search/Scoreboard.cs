namespace GptMessenger.Infrastructure.Search;

/// <summary>The scores of a search, a product a place. Wiped where it was written on: a search costs what it finds and not what the catalogue holds.</summary>
internal sealed class Scoreboard(int products)
{
    /// <summary>A description mentions much that the product is not: on its own it has to hold most of the wishes.</summary>
    private const double DescribedShare = 0.7;

    private const byte Named = 128;

    private readonly byte[] _marks = new byte[products];
    private readonly Tally _found = new(products), _ofWish = new(products), _ofMeaning = new(products);
    private int _wishes;

    /// <summary>A word, in each of its possible meanings: the best one counts.</summary>
    /// <param name="words">Where the meanings' words stand.</param>
    /// <param name="wish">The meanings.</param>
    /// <param name="weight">What the wish counts; one that is wanted in full counts 1 at least.</param>
    public void Add(WordIndex words, Wish wish, float weight)
    {
        _wishes += weight >= 1 ? 1 : 0;
        foreach (var meaning in wish.Meanings)
        {
            // Most wishes have one meaning, of one word: there is nothing to sum up and nothing to compare.
            var sums = meaning.Words.Count == 1 ? _ofWish : _ofMeaning;
            foreach (var word in meaning.Words)
            {
                Note(words.Named(word), weight * meaning.Weight, sums, Named);
                Note(words.Described(word), weight * meaning.Weight, sums, 0);
            }

            if (sums == _ofMeaning)
            {
                foreach (int product in _ofMeaning.Products)
                {
                    _ofWish.Raise(product, _ofMeaning[product]);
                }

                _ofMeaning.Wipe();
            }
        }

        foreach (int product in _ofWish.Products)
        {
            _found.Add(product, _ofWish[product]);
            _marks[product] += (_marks[product] & ~Named) < Named - 1 ? (byte)1 : (byte)0;
        }

        _ofWish.Wipe();
    }

    /// <summary>More for these products, which are named so.</summary>
    public void Add(ReadOnlySpan<int> named, float score)
    {
        foreach (int product in named)
        {
            _found.Add(product, score);
            _marks[product] |= Named;
        }
    }

    /// <summary>The best, each with its score; of equals the first in the catalogue.</summary>
    public List<(int Product, double Score)> Best(int count, ProductShelf shelf, float soldOut)
    {
        int enough = Math.Max(1, (int)Math.Ceiling(_wishes * DescribedShare));
        var best = new PriorityQueue<int, (float Score, int Before)>(count);
        float least = 0;
        foreach (int product in _found.Products)
        {
            float score = _found[product];
            if ((best.Count == count && score < least) || (_marks[product] < Named && _marks[product] < enough))
            {
                continue;
            }

            var place = (shelf.IsSoldOut(product) ? score * soldOut : score, -product);
            if (best.Count < count)
            {
                best.Enqueue(product, place);
            }
            else
            {
                best.EnqueueDequeue(product, place);
            }

            least = best.TryPeek(out _, out var last) ? last.Score : 0;
        }

        var ranked = new List<(int Product, double Score)>(best.Count);
        while (best.TryDequeue(out int product, out var place))
        {
            ranked.Add((product, place.Score));
        }

        ranked.Reverse();
        return ranked;
    }

    /// <summary>For the next search.</summary>
    public void Wipe()
    {
        foreach (int product in _found.Products)
        {
            _marks[product] = 0;
        }

        _found.Wipe();
        _wishes = 0;
    }

    private void Note(WordIndex.Places places, float weight, Tally tally, byte mark)
    {
        ReadOnlySpan<int> where = places.Products;
        ReadOnlySpan<float> scores = places.Scores;
        bool isSum = tally == _ofMeaning;
        for (int i = 0; i < where.Length; i++)
        {
            int product = where[i];
            _marks[product] |= mark;
            if (isSum)
            {
                tally.Add(product, weight * scores[i]);
            }
            else
            {
                tally.Raise(product, weight * scores[i]);
            }
        }
    }

    /// <summary>A number for each product, and which of them have one.</summary>
    private sealed class Tally(int products)
    {
        private readonly float[] _values = new float[products];
        private readonly int[] _products = new int[products];
        private int _count;

        public ReadOnlySpan<int> Products => _products.AsSpan(0, _count);

        public float this[int product] => _values[product];

        public void Add(int product, float value)
        {
            Note(product);
            _values[product] += value;
        }

        public void Raise(int product, float value)
        {
            Note(product);
            _values[product] = Math.Max(_values[product], value);
        }

        public void Wipe()
        {
            foreach (int product in Products)
            {
                _values[product] = 0;
            }

            _count = 0;
        }

        private void Note(int product)
        {
            // Scores are greater than nothing.
            if (_values[product] == 0)
            {
                _products[_count++] = product;
            }
        }
    }
}
