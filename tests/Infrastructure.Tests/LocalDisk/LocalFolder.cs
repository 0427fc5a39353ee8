using GptMessenger.Infrastructure.LocalDisk;

namespace GptMessenger.Infrastructure.Tests.LocalDisk;

/// <summary>A data folder with its database, both gone after the test.</summary>
internal sealed class LocalFolder : IDisposable
{
    public LocalFolder() => Database = new LocalDatabase(Path);

    public string Path { get; } = Directory.CreateTempSubdirectory("local-disk-").FullName;

    public LocalDatabase Database { get; private set; }

    public async Task ReopenAsync()
    {
        await Database.DisposeAsync();
        Database = new LocalDatabase(Path);
    }

    public Task<List<string>> RowsAsync(string sql) => Database.RunAsync(connection =>
    {
        using var command = connection.Command(sql);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => reader.GetValue(column))));
        }

        return rows;
    });

    public void Dispose()
    {
        Database.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(Path, recursive: true);
    }
}
