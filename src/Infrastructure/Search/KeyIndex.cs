namespace GptMessenger.Infrastructure.Search;

/// <summary>Which products have a key. Keys are numbers: neighbouring words, or a digest of an article number; there are too many for strings.</summary>
internal sealed class KeyIndex
{
    private readonly ulong[] _keys;
    private readonly int[] _products;

    private KeyIndex(ulong[] keys, int[] products) => (_keys, _products) = (keys, products);

    public long Bytes => _keys.Length * 12L;

    public ReadOnlySpan<int> Find(ulong key)
    {
        int first = Array.BinarySearch(_keys, key);
        if (first < 0)
        {
            return [];
        }

        int end = first;
        while (first > 0 && _keys[first - 1] == key)
        {
            first--;
        }

        while (end < _keys.Length && _keys[end] == key)
        {
            end++;
        }

        return _products.AsSpan(first..end);
    }

    /// <summary>Of two words by their numbers, in this order.</summary>
    public static ulong Pair(int first, int second) => ((ulong)(uint)first << 32) | (uint)second;

    /// <summary>Of a text (FNV-1a, 64 bits).</summary>
    public static ulong Digest(string text)
    {
        ulong digest = 14695981039346656037;
        foreach (char c in text)
        {
            digest = (digest ^ c) * 1099511628211;
        }

        return digest;
    }

    public sealed class Builder
    {
        private readonly Pile<ulong> _keys = [];
        private readonly Pile<int> _products = [];

        public void Add(ulong key, int product)
        {
            _keys.Add(key);
            _products.Add(product);
        }

        public KeyIndex Build()
        {
            var (keys, products) = (new ulong[_keys.Count], new int[_products.Count]);
            _keys.CopyTo(keys);
            _products.CopyTo(products);
            Array.Sort(keys, products);
            return new KeyIndex(keys, products);
        }
    }
}
