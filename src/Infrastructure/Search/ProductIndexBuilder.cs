using GptMessenger.Domain.Shops;

namespace GptMessenger.Infrastructure.Search;

/// <summary>Makes the index of a catalogue, product by product. The products themselves are kept packed.</summary>
/// <param name="last">The index of the last version, of which is kept what has not changed; null: there is none.</param>
internal sealed class ProductIndexBuilder(ProductIndex? last = null)
{
    private const int LeastDigits = 5, LeastMixed = 4;

    private readonly WordIndex.Builder _words = new();
    private readonly KeyIndex.Builder _pairs = new(), _numbers = new(), _ids = new();
    private readonly ProductShelf _shelf = new(last?.Shelf);

    public void Add(Product product)
    {
        ArgumentNullException.ThrowIfNull(product);
        int number = _shelf.Put(product);
        _ids.Add(KeyIndex.Digest(product.Id), number);
        var title = TextWords.Read(product.Title);
        _words.Add(title, Kinds(product).SelectMany(TextWords.Read), TextWords.Read(product.Description));
        foreach (ulong pair in title.Zip(title.Skip(1), (first, second) => KeyIndex.Pair(_words.NumberOf(first.Text), _words.NumberOf(second.Text))).Distinct())
        {
            _pairs.Add(pair, number);
        }

        foreach (string article in product.Variants.Select(variant => TextWords.Joined(variant.Sku ?? "")).Where(IsUnmistakable).Distinct(StringComparer.Ordinal))
        {
            _numbers.Add(KeyIndex.Digest(article), number);
        }
    }

    /// <summary>Once; the builder is of no use afterwards.</summary>
    public ProductIndex Build()
    {
        _shelf.Close();
        return new ProductIndex(_words.Build(), _pairs.Build(), _numbers.Build(), _ids.Build(), _shelf);
    }

    /// <summary>"36" is a size to whoever writes it, whatever product the shop has numbered so.</summary>
    private static bool IsUnmistakable(string article) => article.Length >= (article.All(char.IsAsciiDigit) ? LeastDigits : LeastMixed);

    private static IEnumerable<string> Kinds(Product product) =>
        [product.Type, product.Vendor, .. product.Tags, .. product.Collections, .. product.Options.SelectMany(option => option.Values), .. product.Variants.Select(variant => variant.Title).Distinct(StringComparer.Ordinal)];
}
