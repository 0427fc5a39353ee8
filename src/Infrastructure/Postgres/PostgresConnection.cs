using Npgsql;

namespace GptMessenger.Infrastructure.Postgres;

/// <summary><c>CLUSTER_CONNECTION</c> for PostgreSQL: <c>Host=…;Database=…</c>, or an address as hosting services show it.</summary>
public static class PostgresConnection
{
    public const string Example = "'Host=localhost;Database=gptmessenger;Username=…;Password=…' or 'postgresql://user:password@host:port/database'";

    public static bool IsValid(string connection)
    {
        try
        {
            return Read(connection, maxConnections: 1).Host is { Length: > 0 };
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException)
        {
            return false;
        }
    }

    /// <param name="connection">As configured; what it says stands.</param>
    /// <param name="maxConnections">A server admits about a hundred connections in all, so each node keeps to a few.</param>
    /// <exception cref="ArgumentException">It is no connection.</exception>
    internal static NpgsqlConnectionStringBuilder Read(string connection, int maxConnections)
    {
        var read = connection.Contains("://", StringComparison.Ordinal) ? ReadAddress(connection) : new NpgsqlConnectionStringBuilder(connection);
        Default("Maximum Pool Size", maxConnections);
        Default("Timeout", 5);
        Default("Command Timeout", 10);
        Default("Application Name", "gpt-messenger");
        return read;

        void Default(string name, object value)
        {
            if (!read.ShouldSerialize(name))
            {
                read[name] = value;
            }
        }
    }

    private static NpgsqlConnectionStringBuilder ReadAddress(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("postgres" or "postgresql") || address.Host.Length == 0)
        {
            throw new ArgumentException("It is no postgresql:// address.", nameof(text));
        }

        string[] login = address.UserInfo.Split(':', 2);
        var read = new NpgsqlConnectionStringBuilder { Host = address.Host, Port = address.Port > 0 ? address.Port : 5432 };
        if (address.AbsolutePath.Length > 1)
        {
            read.Database = Uri.UnescapeDataString(address.AbsolutePath[1..]);
        }

        if (login[0].Length > 0)
        {
            read.Username = Uri.UnescapeDataString(login[0]);
        }

        if (login.Length > 1)
        {
            read.Password = Uri.UnescapeDataString(login[1]);
        }

        foreach (string[] option in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)))
        {
            // As libpq writes them; its words for TLS have a dash where Npgsql's have none (verify-full).
            string name = Uri.UnescapeDataString(option[0]).Replace('_', ' ');
            string value = Uri.UnescapeDataString(option[^1]);
            read[name == "sslmode" ? "SSL Mode" : name] = name == "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }

        return read;
    }
}
