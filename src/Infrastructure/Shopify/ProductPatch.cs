using System.Text.Json;
using GptMessenger.Application.Shops;
using GptMessenger.Infrastructure.Shopify.Admin;

namespace GptMessenger.Infrastructure.Shopify;

/// <summary>Some products as they are now, on their way into a file that may be larger than memory.</summary>
internal sealed class ProductPatch
{
    private readonly HashSet<string> _asked;
    private readonly Dictionary<string, JsonElement> _current = new(StringComparer.Ordinal);

    private ProductPatch(IEnumerable<string> asked) => _asked = asked.ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether the file that it was applied to says something else now.</summary>
    public bool IsChanged { get; private set; }

    public static async Task<ProductPatch> ReadAsync(ProductChanges changes, CancellationToken cancellationToken)
    {
        var patch = new ProductPatch(changes.Asked);
        changes.File.Position = 0;
        await foreach (var product in new ProductFile(changes.File).ReadAsync(cancellationToken))
        {
            if (product.NumericId() is { } id)
            {
                patch._current[id] = product;
            }
        }

        return patch;
    }

    /// <summary>Copies the file product by product, with the current ones in the place of the old and new ones at the end.</summary>
    /// <exception cref="JsonException">The file is no JSON, or ends in the middle.</exception>
    public async Task<ProductPatch> ApplyAsync(Stream content, Stream patched, CancellationToken cancellationToken)
    {
        // The store may have to be asked again, from the beginning.
        patched.SetLength(0);
        IsChanged = false;
        var left = new Dictionary<string, JsonElement>(_current, StringComparer.Ordinal);
        await using var writer = new CatalogueWriter(patched);
        writer.Begin();
        await foreach (var known in new ProductFile(content).ReadAsync(cancellationToken))
        {
            if (known.NumericId() is not { } id || !_asked.Contains(id))
            {
                // One too large to be read is not offered either way.
                await (known.ValueKind == JsonValueKind.Undefined ? Task.CompletedTask : writer.CopyAsync(known, cancellationToken));
            }
            else if (left.Remove(id, out var current))
            {
                IsChanged |= !JsonElement.DeepEquals(known, current);
                await writer.CopyAsync(current, cancellationToken);
            }
            else
            {
                IsChanged = true;
            }
        }

        foreach (var added in left.Values)
        {
            IsChanged = true;
            await writer.CopyAsync(added, cancellationToken);
        }

        await writer.EndAsync(cancellationToken);
        return this;
    }
}
