using System.Globalization;
using StackExchange.Redis;

namespace GptMessenger.Infrastructure.Redis;

/// <summary><c>CLUSTER_CONNECTION</c> for Redis: <c>host:port,password=…</c>, or an address as hosting services show it.</summary>
public static class RedisConnection
{
    public const string Example = "'localhost:6379,password=…' or 'rediss://user:password@host:port'";

    public static bool IsValid(string connection)
    {
        try
        {
            return Read(connection).EndPoints.Count > 0;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return false;
        }
    }

    /// <exception cref="ArgumentException">It is no connection.</exception>
    internal static ConfigurationOptions Read(string connection)
    {
        var options = connection.Contains("://", StringComparison.Ordinal) ? ReadAddress(connection) : ConfigurationOptions.Parse(connection);
        options.ClientName = "gpt-messenger";
        return options;
    }

    private static ConfigurationOptions ReadAddress(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("redis" or "rediss") || address.Host.Length == 0)
        {
            throw new ArgumentException("It is no redis:// or rediss:// address.", nameof(text));
        }

        string[] login = Uri.UnescapeDataString(address.UserInfo).Split(':', 2);
        return new ConfigurationOptions
        {
            EndPoints = { { address.Host, address.Port > 0 ? address.Port : 6379 } },
            Ssl = address.Scheme == "rediss",
            User = login[0].Length > 0 ? login[0] : null,
            Password = login.Length > 1 ? login[1] : null,
            DefaultDatabase = int.TryParse(address.AbsolutePath.Trim('/'), CultureInfo.InvariantCulture, out int database) ? database : null,
        };
    }
}
