using GptMessenger.Infrastructure.Postgres;
using GptMessenger.Infrastructure.Tests.Servers;
using GptMessenger.Testing;

namespace GptMessenger.Infrastructure.Tests.Postgres;

[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsPostgresAttribute() : NeedsServerAttribute(RealPostgres.MissingReason);

/// <summary>One PostgreSQL for all tests of a run; each begins with a database of its own.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly ServerProcess _server = RealPostgres.NewServer();

    public Task InitializeAsync() => RealPostgres.MissingReason is null ? _server.StartAsync() : Task.CompletedTask;

    public Task DisposeAsync() => _server.StopAsync();

    /// <summary>The connection to a new, empty database.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        string name = $"t{Guid.NewGuid():N}";
        await ExecuteAsync(RealPostgres.Connection(_server.Port, "postgres"), $"create database {name}");
        return RealPostgres.Connection(_server.Port, name);
    }

    public static Task<object?> ExecuteAsync(string connection, string sql) => RealPostgres.ExecuteAsync(connection, sql);

    internal static PostgresServer Server(string connection) => new(PostgresConnection.Read(connection, maxConnections: 10));
}

[CollectionDefinition(Name)]
public sealed class SharedPostgres : ICollectionFixture<PostgresFixture>
{
    public const string Name = "real postgres";
}
