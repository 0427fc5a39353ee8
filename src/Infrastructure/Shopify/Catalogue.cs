using GptMessenger.Application.Shops;
using GptMessenger.Infrastructure.Search;

namespace GptMessenger.Infrastructure.Shopify;

/// <summary>A tenant's catalogue as one version of its file has it.</summary>
/// <param name="Version">The store's version of the file; null: there is none.</param>
/// <param name="Index">What is offered.</param>
/// <param name="Hidden">How many drafts, archived and unpublished products are in the file.</param>
/// <param name="Malformed">How many make no sense.</param>
/// <param name="Skipped">Both of them, with their reasons.</param>
internal sealed record Catalogue(string? Version, ProductIndex Index, int Hidden, int Malformed, SkippedProducts Skipped)
{
    public static Catalogue None { get; } = new(null, new ProductIndexBuilder().Build(), 0, 0, SkippedProducts.None);

    /// <summary>Reads a file and indexes it on the way.</summary>
    /// <param name="stream">The file, from its beginning.</param>
    /// <param name="last">The version before, of which is kept what has not changed; null: there is none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="System.Text.Json.JsonException">It is no JSON, or ends in the middle.</exception>
    public static async Task<Catalogue> ReadAsync(Stream stream, Catalogue? last, CancellationToken cancellationToken)
    {
        var builder = new ProductIndexBuilder(last?.Index);
        var skipped = new SkippedOnes();
        await foreach (var element in new ProductFile(stream).ReadAsync(cancellationToken))
        {
            var (product, isHidden) = ProductReader.Read(element);
            if (product is not null)
            {
                builder.Add(product);
            }
            else
            {
                skipped.Add(element, isHidden);
            }
        }

        return new Catalogue(null, builder.Build(), skipped.Hidden, skipped.Malformed, skipped.Noted());
    }
}
