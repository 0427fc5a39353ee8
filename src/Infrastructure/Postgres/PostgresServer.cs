using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using GptMessenger.Application.Conversations;
using GptMessenger.Infrastructure.Grains;
using Npgsql;

namespace GptMessenger.Infrastructure.Postgres;

/// <summary>The database of a cluster's engine. Its tables are made by the first node that starts, while the others wait.</summary>
internal sealed class PostgresServer(NpgsqlConnectionStringBuilder connection) : IEngineMemory, IAsyncDisposable
{
    /// <summary>Any number, as long as nobody else locks it in this database.</summary>
    private const long SchemaLock = 0x67_70_74_6D;

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connection);

    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var open = await _source.OpenConnectionAsync(cancellationToken);
            await MakeTablesAsync(open, cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new StoreUnavailableException(
                $"PostgreSQL at {Where} does not let this user make tables ({e.MessageText}). Run: GRANT CREATE, USAGE ON SCHEMA public TO {connection.Username ?? "it"}", e);
        }
        catch (Exception e) when (IsRefusal(e))
        {
            throw new StoreUnavailableException(
                $"PostgreSQL at {Where} cannot be used. Is it running, and are database, user, password and TLS in CLUSTER_CONNECTION right? ({Reason(e)})", e);
        }
    }

    /// <summary>Runs one statement, which is a transaction of its own; its values are <c>$1</c>, <c>$2</c>…</summary>
    /// <returns>How many rows it changed.</returns>
    /// <exception cref="StoreUnavailableException">The database does not answer, or refuses; the change may have happened.</exception>
    public Task<int> ExecuteAsync(string sql, params object?[] values) => RunAsync(sql, values, command => command.ExecuteNonQueryAsync());

    public Task<IReadOnlyList<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read, params object?[] values) => RunAsync<IReadOnlyList<T>>(sql, values, async command =>
    {
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    });

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private string Where => $"{connection.Host}:{connection.Port}, database {connection.Database ?? connection.Username}";

    private async Task<T> RunAsync<T>(string sql, object?[] values, Func<NpgsqlCommand, Task<T>> run)
    {
        try
        {
            await using var command = _source.CreateCommand(sql);
            foreach (object? value in values)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
            }

            return await run(command);
        }
        catch (Exception e) when (IsRefusal(e))
        {
            throw new StoreUnavailableException($"PostgreSQL does not answer as it should: {Reason(e)}", e);
        }
    }

    /// <summary>Only what is not there yet or is another version's: the user needs the right to make tables once, not at every start.</summary>
    private static async Task MakeTablesAsync(NpgsqlConnection open, CancellationToken cancellationToken)
    {
        string script = Resource("orleans.sql") + Resource("engine.sql");
        string version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        await using var transaction = await open.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync($"select pg_advisory_xact_lock({SchemaLock})");
        if (await ExecuteAsync("select to_regclass('gptm_schema')::text") is string && await ExecuteAsync("select version from gptm_schema") as string == version)
        {
            return;
        }

        await ExecuteAsync(script);
        await ExecuteAsync($"create table if not exists gptm_schema (version text not null); delete from gptm_schema; insert into gptm_schema values ('{version}')");
        await transaction.CommitAsync(cancellationToken);

        async Task<object?> ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, open, transaction);
            return await command.ExecuteScalarAsync(cancellationToken);
        }
    }

    private static string Resource(string name)
    {
        using var stream = typeof(PostgresServer).Assembly.GetManifestResourceStream($"Postgres/{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static bool IsRefusal(Exception e) => e is NpgsqlException or TimeoutException or SocketException or ObjectDisposedException;

    private static string Reason(Exception e) => e is PostgresException refusal ? refusal.MessageText : e.Message;
}
