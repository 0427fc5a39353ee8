using System.Text.Json;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Infrastructure.Shopify;

/// <summary>Notes what of a file is not offered while it is read: how many, and the first of each kind with the reason.</summary>
internal sealed class SkippedOnes
{
    /// <summary>So many that make no sense, and so many that are not for sale.</summary>
    public const int Most = 100;

    private const int MaxTitle = 150, MaxReference = 80;

    private readonly Dictionary<SkipReason, int> _counts = [];
    private readonly List<SkippedProduct> _senseless = [], _hidden = [];

    public int Hidden { get; private set; }

    public int Malformed { get; private set; }

    public void Add(JsonElement product, bool isHidden)
    {
        var reason = isHidden ? ProductReader.WhyHidden(product) : ProductReader.WhyNone(product);
        _counts[reason] = _counts.GetValueOrDefault(reason) + 1;
        (Hidden, Malformed) = isHidden ? (Hidden + 1, Malformed) : (Hidden, Malformed + 1);
        if ((isHidden ? _hidden : _senseless) is { Count: < Most } first)
        {
            first.Add(new SkippedProduct(
                reason,
                Cut(product.NumericId() ?? product.Words("id") ?? product.Words("handle"), MaxReference),
                Cut(product.Words("title"), MaxTitle)));
        }
    }

    public SkippedProducts Noted() => new(_counts, [.. _senseless, .. _hidden]);

    private static string? Cut(string? text, int length)
    {
        string line = ForeignText.OneLine(text ?? "");
        return line.Length == 0 ? null : line.Length <= length ? line : line[..ReplyText.WholeGraphemes(line, length)];
    }
}
