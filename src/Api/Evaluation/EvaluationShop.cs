using System.Text.Json;
using System.Text.Json.Nodes;
using GptMessenger.Api.Simulator;
using GptMessenger.Api.Simulator.Storefront;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Evaluation;
using GptMessenger.Infrastructure;
using GptMessenger.Infrastructure.Folder;
using GptMessenger.Infrastructure.Storage;

namespace GptMessenger.Api.Evaluation;

/// <summary>
/// A copy of what a tenant's shop and page say of themselves, in a folder that goes when the evaluation ends: nothing that happens in one can
/// reach the shop. Products of the case folder come on top.
/// </summary>
internal sealed class EvaluationShop : IDisposable
{
    /// <summary>Products that are only there while these cases run, in the shape of <c>shop_products.json</c>; one of an id that the shop has takes its place.</summary>
    public const string OverlayFile = "catalog.json";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gptmessenger-evaluation-");

    private EvaluationShop()
    {
    }

    /// <summary>Where it is.</summary>
    public FolderOptions Folder => new(_folder.FullName);

    /// <param name="source">Where the shop is.</param>
    /// <param name="page">Whose shop.</param>
    /// <param name="cases">The folder of the cases.</param>
    /// <param name="withPrompt">The tenant's own prompt comes along, where there is one.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CaseException">There is no shop, or the products on top cannot be read.</exception>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    public static async Task<EvaluationShop> CopyAsync(AnsweringOptions source, TrialPage page, string cases, bool withPrompt, CancellationToken cancellationToken)
    {
        var shop = new EvaluationShop();
        try
        {
            await using var from = Store(source);
            await using var to = Store(source with { Spaces = null, Folder = shop.Folder });
            string products = $"users/{page.Tenant}/shopify/{SampleShop.ProductsFile}";
            (string Key, string? Sample)[] files =
            [
                ($"users/{page.Tenant}/shopify/{SampleShop.MetadataFile}", SampleShop.MetadataFile),
                ($"users/{page.Tenant}/facebook/{page.Page}/{SampleShop.PageFile}", SampleShop.PageFile),
                ($"users/{page.Tenant}/first_contact.txt", null),
                .. withPrompt ? [($"users/{page.Tenant}/prompt.txt", null)] : Array.Empty<(string, string?)>(),
            ];
            foreach (var (key, sample) in files)
            {
                if (await FindAsync(from, page, key, sample, cancellationToken) is { } content)
                {
                    await to.PutIfMissingAsync(key, content, cancellationToken);
                }
            }

            var listed = await FindAsync(from, page, products, SampleShop.ProductsFile, cancellationToken)
                ?? throw new CaseException($"The tenant {page.Tenant} has no products: {products} is missing in the store.");
            await to.PutIfMissingAsync(products, WithOverlay(listed, Path.Combine(cases, OverlayFile)), cancellationToken);
            return shop;
        }
        catch
        {
            shop.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A temporary file that somebody holds stays among the temporary files.
        }
    }

    private static ServiceProvider Store(AnsweringOptions options) =>
        new ServiceCollection().AddLogging().AddStorage(options.Spaces, options.Folder).BuildServiceProvider();

    /// <summary>The sample shop is there before the first start has put it into the store.</summary>
    private static async Task<ReadOnlyMemory<byte>?> FindAsync(IServiceProvider store, TrialPage page, string key, string? sample, CancellationToken cancellationToken) =>
        await store.GetIfThereAsync(key, cancellationToken) ?? (sample is not null && page.Tenant.Value == SimulatorSettings.SampleTenant ? (ReadOnlyMemory<byte>?)SampleShop.Read(sample) : null);

    private static ReadOnlyMemory<byte> WithOverlay(ReadOnlyMemory<byte> products, string overlay)
    {
        if (!File.Exists(overlay))
        {
            return products;
        }

        try
        {
            var root = JsonNode.Parse(products.Span);
            var list = List(root) ?? throw new CaseException("The shop's products are in no shape that others can be added to.");
            var more = List(JsonNode.Parse(File.ReadAllBytes(overlay), documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }))
                ?? throw new CaseException($"{OverlayFile}: should be {{\"products\":[…]}}, in Shopify's shape.");
            var ids = more.Select(Id).ToHashSet(StringComparer.Ordinal);
            list.RemoveAll(product => ids.Contains(Id(product)));
            bool isEdges = list.FirstOrDefault() is JsonObject first && first.ContainsKey("node");
            foreach (var product in more)
            {
                list.Add(isEdges ? new JsonObject { ["node"] = product!.DeepClone() } : product!.DeepClone());
            }

            return JsonSerializer.SerializeToUtf8Bytes(root);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new CaseException($"{OverlayFile} cannot be added to the shop's products: {e.Message}");
        }
    }

    private static JsonArray? List(JsonNode? node) => node switch
    {
        JsonArray list => list,
        JsonObject some => List(some["products"] ?? some["edges"] ?? some["nodes"] ?? some["data"]),
        _ => null,
    };

    private static string Id(JsonNode? product)
    {
        var own = product is JsonObject edge && edge["node"] is { } node ? node : product;
        return own?["id"]?.ToString().Split('/')[^1] ?? own?["handle"]?.ToString() ?? "";
    }
}
