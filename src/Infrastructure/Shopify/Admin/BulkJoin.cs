using System.Globalization;
using System.Text.Json;
using GptMessenger.Application.Messenger;
using Microsoft.Data.Sqlite;

namespace GptMessenger.Infrastructure.Shopify.Admin;

/// <summary>
/// Puts together what a bulk operation's file holds apart: products, and in any order their variants and collections, which name their product.
/// A file may be larger than memory, so the lines wait in a database on the local disk that nobody else sees and that is gone with its connection.
/// </summary>
internal sealed class BulkJoin : IDisposable
{
    // Of memory, in KiB, negative as SQLite wants it. Nothing of this has to survive a crash.
    private const string Schema = """
        PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE; PRAGMA cache_size = -16384;
        CREATE TABLE products (id INTEGER PRIMARY KEY, json BLOB NOT NULL);
        CREATE TABLE children (product INTEGER NOT NULL, kind INTEGER NOT NULL, position INTEGER NOT NULL, id INTEGER NOT NULL, json BLOB NOT NULL);
        """;

    private const int VariantKind = 0, CollectionKind = 1;

    private readonly SqliteConnection _connection = new("Data Source=;Pooling=False");
    private readonly SqliteCommand _addProduct, _addChild;
    private readonly SqliteTransaction _transaction;

    public BulkJoin()
    {
        _connection.Open();
        Execute(Schema);
        _transaction = _connection.BeginTransaction();
        _addProduct = Command("INSERT OR REPLACE INTO products VALUES ($id, $json)", "$id", "$json");
        _addChild = Command("INSERT INTO children VALUES ($product, $kind, $position, $id, $json)", "$product", "$kind", "$position", "$id", "$json");
    }

    /// <summary>How many lines came.</summary>
    public long Objects { get; private set; }

    /// <summary>How many of them are products.</summary>
    public long Products { get; private set; }

    /// <exception cref="JsonException">The line is no object that belongs here.</exception>
    public void Add(ReadOnlyMemory<byte> line)
    {
        var json = ReadableJson.Of(line);
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MessengerJson.MaxDepth });
        var element = document.RootElement;
        string gid = element.Member("id").Text() ?? throw new JsonException("without an id");
        long id = Number(element, "id");
        Objects++;
        if (element.Member("__parentId").ValueKind == JsonValueKind.Undefined)
        {
            Products++;
            Run(_addProduct, id, json.ToArray());
            return;
        }

        int kind = gid.Contains("/ProductVariant/", StringComparison.Ordinal) ? VariantKind : gid.Contains("/Collection/", StringComparison.Ordinal) ? CollectionKind
            : throw new JsonException("of an unknown kind");
        Run(_addChild, Number(element, "__parentId"), kind, (long)(element.Member("position").Number() ?? 0), id, json.ToArray());
    }

    /// <summary>Everything that came, products in the order of their ids.</summary>
    /// <returns>How many children had no product.</returns>
    public async Task<long> WriteAsync(CatalogueWriter writer, CancellationToken cancellationToken)
    {
        _transaction.Commit();
        Execute("CREATE INDEX of_product ON children (product, kind, position, id)");
        using var products = Command("SELECT id, json FROM products ORDER BY id");
        using var children = Command("SELECT product, kind, json FROM children ORDER BY product, kind, position, id");
        using var product = products.ExecuteReader();
        using var child = children.ExecuteReader();
        bool hasChild = child.Read();
        long lost = 0;
        while (product.Read())
        {
            long id = product.GetInt64(0);
            List<JsonDocument> parsed = [Parse(product, 1)];
            List<JsonElement> variants = [], collections = [];
            for (; hasChild && child.GetInt64(0) <= id; hasChild = child.Read())
            {
                if (child.GetInt64(0) < id)
                {
                    lost++;
                    continue;
                }

                parsed.Add(Parse(child, 2));
                (child.GetInt32(1) == VariantKind ? variants : collections).Add(parsed[^1].RootElement);
            }

            await writer.AddAsync(parsed[0].RootElement, variants, collections, cancellationToken);
            parsed.ForEach(document => document.Dispose());
        }

        for (; hasChild; hasChild = child.Read())
        {
            lost++;
        }

        return lost;
    }

    public void Dispose()
    {
        _addProduct.Dispose();
        _addChild.Dispose();
        _transaction.Dispose();
        _connection.Dispose();
    }

    private static long Number(JsonElement element, string name) =>
        element.Member(name).Text() is { } gid && long.TryParse(gid[(gid.LastIndexOf('/') + 1)..].Split('?')[0], NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id : throw new JsonException($"without a number in {name}");

    private static JsonDocument Parse(SqliteDataReader reader, int column) => JsonDocument.Parse(reader.GetFieldValue<byte[]>(column), new JsonDocumentOptions { MaxDepth = MessengerJson.MaxDepth });

    private static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params ReadOnlySpan<string> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (string name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }

    private void Execute(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }
}
