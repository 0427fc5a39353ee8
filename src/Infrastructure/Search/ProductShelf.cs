using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Infrastructure.Search;

/// <summary>
/// The products of an index by number: packed, and unpacked those that were asked for lately, since the same ones are named again and again.
/// Filled by one, then read by many. What the last version of the catalogue had in the same words is not kept twice.
/// </summary>
/// <param name="last">The shelf of the last version; null: there is none.</param>
internal sealed class ProductShelf(ProductShelf? last = null)
{
    /// <summary>Smaller ones are not worth the time.</summary>
    private const int LeastToCompress = 384;

    /// <summary>Unpacked ones; a shop this small is unpacked whole.</summary>
    private const int MaxUnpacked = 1024;

    private const int PackedBytes = 120;

    /// <summary>So many products may have come or gone in one place.</summary>
    private const int LookAround = 8;

    private readonly List<Packed> _packed = [];
    private readonly ConcurrentDictionary<int, Product> _unpacked = new();

    // A shop changes here and there: the next product is most often the one that came next last time.
    private ProductShelf? _last = last;
    private int _next = -1;

    public int Count => _packed.Count;

    public long Bytes { get; private set; }

    /// <returns>The product's number.</returns>
    public int Put(Product product)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(product, ProductJson.Default.Product);
        byte[] content = Kept(json.Length < LeastToCompress ? json : Compressed(json));
        var prices = PriceLimit.PricesOf(product).OrderBy(price => price.Amount).ToList();
        _packed.Add(new Packed(content, json.Length, IsSoldOut: product.Variants.Count > 0 && !product.IsAvailable, prices.Count == 0 ? null : new PriceSpan(prices[0], prices[^1])));
        Bytes += content.Length + PackedBytes;
        return Count - 1;
    }

    /// <summary>Nothing more is put: the last version may go.</summary>
    public void Close() => _last = null;

    private byte[] Kept(byte[] content)
    {
        _next++;
        for (int i = Math.Max(0, _next - LookAround); _last is not null && i < Math.Min(_last.Count, _next + LookAround); i++)
        {
            if (_last._packed[i].Content is var known && known.AsSpan().SequenceEqual(content))
            {
                _next = i;
                return known;
            }
        }

        return content;
    }

    public bool IsSoldOut(int number) => _packed[number].IsSoldOut;

    /// <summary>Whether it is worth to unpack it and look.</summary>
    public bool MayCost(int number, PriceLimit limit) => _packed[number].Prices is { } prices && limit.MayAllow(prices.Least, prices.Most);

    public Product Take(int number) => _unpacked.TryGetValue(number, out var product) ? product : Unpack(number);

    private Product Unpack(int number)
    {
        if (_unpacked.Count > MaxUnpacked)
        {
            _unpacked.Clear();
        }

        var (content, length, _, _) = _packed[number];
        byte[] json = content.Length == length ? content : Decompressed(content, length);
        return _unpacked.GetOrAdd(number, JsonSerializer.Deserialize(json, ProductJson.Default.Product)!);
    }

    private static byte[] Compressed(byte[] json)
    {
        byte[] buffer = new byte[BrotliEncoder.GetMaxCompressedLength(json.Length)];
        return BrotliEncoder.TryCompress(json, buffer, out int length, quality: 1, window: 18) && length < json.Length ? buffer[..length] : json;
    }

    private static byte[] Decompressed(byte[] content, int length)
    {
        byte[] json = new byte[length];
        return BrotliDecoder.TryDecompress(content, json, out int written) && written == length
            ? json
            : throw new InvalidOperationException("A packed product cannot be unpacked any more.");
    }

    private readonly record struct Packed(byte[] Content, int Length, bool IsSoldOut, PriceSpan? Prices);

    private sealed record PriceSpan(Money Least, Money Most);
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(Product))]
internal sealed partial class ProductJson : JsonSerializerContext;
