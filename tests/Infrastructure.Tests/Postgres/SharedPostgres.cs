using GptMessenger.Infrastructure.Postgres;
using GptMessenger.Infrastructure.Tests.Servers;
using Npgsql;

namespace GptMessenger.Infrastructure.Tests.Postgres;

[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsPostgresAttribute() : NeedsServerAttribute(PostgresFixture.MissingReason);

/// <summary>One PostgreSQL for all tests of a run; each begins with a database of its own.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly ServerProcess _server = new("postgres.sh", async port => await ExecuteAsync(Text(port, "postgres"), "select 1"));

    public static string? MissingReason { get; } = ServerProcess.MissingReason(
        "postgresql", Directory.Exists("/usr/lib/postgresql") && Directory.EnumerateFiles("/usr/lib/postgresql", "postgres", SearchOption.AllDirectories).Any());

    public Task InitializeAsync() => MissingReason is null ? _server.StartAsync() : Task.CompletedTask;

    public Task DisposeAsync() => _server.StopAsync();

    /// <summary>The connection to a new, empty database.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        string name = $"t{Guid.NewGuid():N}";
        await ExecuteAsync(Text(_server.Port, "postgres"), $"create database {name}");
        return Text(_server.Port, name);
    }

    public static async Task<object?> ExecuteAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    internal static PostgresServer Server(string connection) => new(PostgresConnection.Read(connection, maxConnections: 10));

    private static string Text(int port, string database) => $"Host=127.0.0.1;Port={port};Username=gptm;Database={database};Pooling=true";
}

[CollectionDefinition(Name)]
public sealed class SharedPostgres : ICollectionFixture<PostgresFixture>
{
    public const string Name = "real postgres";
}
