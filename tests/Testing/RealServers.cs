using Npgsql;
using StackExchange.Redis;

namespace GptMessenger.Testing;

public static class RealRedis
{
    public static string? MissingReason { get; } = ServerProcess.MissingReason(
        "redis-server", (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "redis-server"))));

    public static string Connection(int port) => $"127.0.0.1:{port}";

    public static ServerProcess NewServer() => new("redis.sh", async port => await (await ConnectionMultiplexer.ConnectAsync(Connection(port))).DisposeAsync());
}

public static class RealPostgres
{
    public static string? MissingReason { get; } = ServerProcess.MissingReason(
        "postgresql", Directory.Exists("/usr/lib/postgresql") && Directory.EnumerateFiles("/usr/lib/postgresql", "postgres", SearchOption.AllDirectories).Any());

    public static string Connection(int port, string database = "postgres") => $"Host=127.0.0.1;Port={port};Username=gptm;Database={database};Pooling=true";

    public static ServerProcess NewServer() => new("postgres.sh", async port => await ExecuteAsync(Connection(port), "select 1"));

    public static async Task<object?> ExecuteAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
