using System.Text.Encodings.Web;
using System.Text.Json;

namespace GptMessenger.Infrastructure.Shopify.Admin;

/// <summary>
/// Writes <c>shop_products.json</c>, in the shape of Shopify's own answer that the Python system stores, product by product. The same catalogue
/// is the same bytes, however it was read.
/// </summary>
internal sealed class CatalogueWriter(Stream stream) : IAsyncDisposable
{
    /// <summary>A product of more collections says no more to a customer.</summary>
    public const int MaxCollections = 10;

    private const int Enough = 64 * 1024;

    private readonly Utf8JsonWriter _json = new(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public int Count { get; private set; }

    public void Begin()
    {
        _json.WriteStartObject();
        _json.WriteStartObject("products");
        _json.WriteStartArray("edges");
    }

    /// <param name="product">Its own fields; lists of others in it are left out.</param>
    /// <param name="variants">In their order.</param>
    /// <param name="collections">In their order.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task AddAsync(JsonElement product, IEnumerable<JsonElement> variants, IEnumerable<JsonElement> collections, CancellationToken cancellationToken)
    {
        BeginNode();
        WriteFields(product);
        WriteList("variants", variants);
        WriteList("collections", collections.Take(MaxCollections));
        await EndNodeAsync(cancellationToken);
    }

    /// <summary>One as a file has it already.</summary>
    public async Task CopyAsync(JsonElement product, CancellationToken cancellationToken)
    {
        _json.WriteStartObject();
        _json.WritePropertyName("node");
        product.WriteTo(_json);
        await EndNodeAsync(cancellationToken, isOpen: false);
    }

    public async Task EndAsync(CancellationToken cancellationToken)
    {
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.WriteEndObject();
        await _json.FlushAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _json.DisposeAsync();

    private void BeginNode()
    {
        _json.WriteStartObject();
        _json.WriteStartObject("node");
    }

    private async Task EndNodeAsync(CancellationToken cancellationToken, bool isOpen = true)
    {
        if (isOpen)
        {
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
        Count++;
        if (_json.BytesPending > Enough)
        {
            await _json.FlushAsync(cancellationToken);
        }
    }

    private void WriteFields(JsonElement element)
    {
        foreach (var field in element.EnumerateObject().Where(field => field.Name is not ("variants" or "collections" or "__parentId")))
        {
            field.WriteTo(_json);
        }
    }

    private void WriteList(string name, IEnumerable<JsonElement> items)
    {
        _json.WriteStartObject(name);
        _json.WriteStartArray("edges");
        foreach (var item in items)
        {
            BeginNode();
            WriteFields(item);
            _json.WriteEndObject();
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }
}
