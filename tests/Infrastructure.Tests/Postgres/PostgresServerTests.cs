using GptMessenger.Application.Conversations;
using GptMessenger.Infrastructure.Postgres;
using GptMessenger.Infrastructure.Tests.Rgw;
using GptMessenger.Testing;
using Npgsql;

namespace GptMessenger.Infrastructure.Tests.Postgres;

[Collection(SharedPostgres.Name), NeedsPostgres]
public sealed class PostgresServerTests(PostgresFixture fixture)
{
    [StoreFact]
    public async Task TablesAreMade_HoweverManyNodesStartAtOnce_AndAgainChangesNothing()
    {
        string connection = await fixture.NewDatabaseAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OpenAsync(connection)));
        await PostgresFixture.ExecuteAsync(connection, "INSERT INTO gptm_spent VALUES ('1', '2026-11-22', 'USD', 1)");
        await OpenAsync(connection);

        (await PostgresFixture.ExecuteAsync(connection, "SELECT count(*) FROM gptm_spent")).Should().Be(1L);
        (await PostgresFixture.ExecuteAsync(connection, "SELECT count(*) FROM gptm_schema")).Should().Be(1L);
        (await PostgresFixture.ExecuteAsync(connection, "SELECT count(*) > 10 FROM OrleansQuery")).Should().Be(true);
    }

    [StoreFact]
    public async Task TablesOfAnotherVersion_AreBroughtUpToDate()
    {
        string connection = await fixture.NewDatabaseAsync();
        await OpenAsync(connection);
        await PostgresFixture.ExecuteAsync(connection, "UPDATE gptm_schema SET version = 'older'; DELETE FROM OrleansQuery; DROP INDEX gptm_open_turns_by_time");

        await OpenAsync(connection);

        (await PostgresFixture.ExecuteAsync(connection, "SELECT count(*) > 10 FROM OrleansQuery")).Should().Be(true);
        (await PostgresFixture.ExecuteAsync(connection, "SELECT to_regclass('gptm_open_turns_by_time')::text")).Should().Be("gptm_open_turns_by_time");
    }

    [StoreFact]
    public async Task UserWhoMayNotMakeTables_IsToldWhatToGrant_AndNeedsItOnce()
    {
        string connection = await fixture.NewDatabaseAsync();
        string user = $"u{Guid.NewGuid():N}";
        string asUser = new NpgsqlConnectionStringBuilder(connection) { Username = user }.ConnectionString;
        await PostgresFixture.ExecuteAsync(connection, $"CREATE ROLE {user} LOGIN; REVOKE CREATE ON SCHEMA public FROM public");

        (await FluentActions.Awaiting(() => OpenAsync(asUser)).Should().ThrowAsync<StoreUnavailableException>()).Which.Message.Should().Contain($"GRANT CREATE, USAGE ON SCHEMA public TO {user}");

        await PostgresFixture.ExecuteAsync(connection, $"GRANT CREATE ON SCHEMA public TO {user}");
        await OpenAsync(asUser);
        await PostgresFixture.ExecuteAsync(connection, $"REVOKE CREATE ON SCHEMA public FROM {user}");
        await OpenAsync(asUser);
    }

    [StoreFact]
    public async Task MissingDatabase_IsNamedInOneLine()
    {
        string connection = new NpgsqlConnectionStringBuilder(await fixture.NewDatabaseAsync()) { Database = "not_there", Password = "my-secret" }.ConnectionString;

        (await FluentActions.Awaiting(() => OpenAsync(connection)).Should().ThrowAsync<StoreUnavailableException>())
            .Which.Message.Should().Contain("database \"not_there\" does not exist").And.NotContain("my-secret").And.NotContain("\n");
    }

    [Fact]
    public async Task DeadServer_IsNamedInOneLine()
    {
        var open = () => OpenAsync($"Host=127.0.0.1;Port={Ports.Free()};Username=u;Password=my-secret");

        (await open.Should().ThrowAsync<StoreUnavailableException>()).Which.Message.Should().StartWith("PostgreSQL at 127.0.0.1:").And.NotContain("my-secret").And.NotContain("\n");
    }

    [Theory]
    [InlineData("Host=localhost;Database=x", true)]
    [InlineData("postgresql://doadmin:p%40ss@db.example.com:25060/defaultdb?sslmode=require", true)]
    [InlineData("postgresql://", false)]
    [InlineData("mysql://localhost/x", false)]
    [InlineData("Database=x", false)]
    [InlineData("Host=localhost;Pasword=x", false)]
    [InlineData("localhost", false)]
    public void Connections_AreToldFromOtherText(string text, bool isOne) => PostgresConnection.IsValid(text).Should().Be(isOne);

    [Fact]
    public void Address_IsReadWithAllItsParts()
    {
        var read = PostgresConnection.Read("postgres://doadmin:p%40ss@db.example.com:25060/defaultdb?sslmode=verify-full", maxConnections: 7);

        (read.Host, read.Port, read.Database, read.Username, read.Password, read.SslMode, read.MaxPoolSize)
            .Should().Be(("db.example.com", 25060, "defaultdb", "doadmin", "p@ss", SslMode.VerifyFull, 7));
        PostgresConnection.Read("postgres://h/my-db?application_name=my-bot&options=-c%20search_path%3Da-b", maxConnections: 7)
            .Should().BeEquivalentTo(new { Database = "my-db", ApplicationName = "my-bot", Options = "-c search_path=a-b" }, "only the words for TLS lose their dashes");
        PostgresConnection.Read("Host=h;Maximum Pool Size=3", maxConnections: 7).MaxPoolSize.Should().Be(3, "what is configured stands");
    }

    private static async Task OpenAsync(string connection)
    {
        await using var postgres = PostgresFixture.Server(connection);
        await postgres.OpenAsync(default);
    }
}
