using System.Net;
using System.Text;
using GptMessenger.Api.Admin;
using GptMessenger.Api.Connect;
using GptMessenger.Api.Console.SignIn;
using GptMessenger.Api.Facebook;
using GptMessenger.Api.Shopify;
using GptMessenger.Api.Simulator;
using GptMessenger.Application.Replies;
using GptMessenger.Application.Spending;
using GptMessenger.Domain.Conversations;
using GptMessenger.Infrastructure;
using GptMessenger.Infrastructure.Facebook;
using GptMessenger.Infrastructure.Grains;
using GptMessenger.Infrastructure.Postgres;
using GptMessenger.Infrastructure.Redis;
using GptMessenger.Infrastructure.Secrets;
using GptMessenger.Infrastructure.Shopify.Admin;

namespace GptMessenger.Api.Settings;

/// <summary>The configuration contract: every variable, checked, as what the layers need to know.</summary>
internal sealed record AppSettings(
    ReplyOptions Reply, InfrastructureOptions Infrastructure, WebhookOptions Webhook, AdminKey Admin, ConnectOptions Connect, TimeSpan Rehearsal,
    SimulatorKeys Simulator)
{
    private const string TokenPrefix = "FACEBOOK_ACCESS_TOKEN_";
    private const string TenantPrefix = "PAGE_UUID_";
    private const string DefaultUrl = "http://localhost:5080";

    /// <summary>Reads the environment, <c>.env</c> in the working directory, and <c>appsettings*.json</c>, in this order of weight.</summary>
    /// <exception cref="SettingsException">Something is missing or wrong; one line for each variable.</exception>
    public static AppSettings Load(WebApplicationBuilder builder)
    {
        builder.Configuration.AddDotEnv(Directory.GetCurrentDirectory());
        string urls = builder.Configuration["URLS"] ?? builder.Configuration["ASPNETCORE_URLS"] ?? DefaultUrl;
        CheckAddresses(urls);
        builder.WebHost.UseUrls(urls);
        if (builder.Environment.IsDevelopment())
        {
            AddDevelopmentDefaults(builder.Configuration, urls);
        }

        var settings = Read(new SettingsReader(builder.Configuration));
        return settings with { Infrastructure = settings.Infrastructure with { Alerts = settings.Infrastructure.Alerts with { AllowsLoopback = builder.Environment.IsDevelopment() } } };
    }

    private static void CheckAddresses(string urls)
    {
        try
        {
            _ = urls.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(BindingAddress.Parse).ToList();
        }
        catch (FormatException)
        {
            throw new SettingsException($"ASPNETCORE_URLS should be addresses such as {DefaultUrl}, separated by semicolons.");
        }
    }

    internal static AppSettings Read(SettingsReader reader)
    {
        string[] secrets = reader.Listed("FACEBOOK_APP_SECRET", fallback: null, "the Meta app's secret, or several separated by commas");
        string appId = reader.Required("FACEBOOK_APP_ID", "the Meta app's id");
        string verifyToken = reader.Required("FACEBOOK_VERIFY_TOKEN", "the token entered beside the webhook's address in the Meta app");
        var secretsKeys = SecretsKeys(reader);
        var publicUrl = PublicUrl(reader);
        string adminKey = reader.Required("ADMIN_API_KEY", "a long random text: who has it may administer");
        var answer = AnswerSettings.Read(reader);
        var settings = new AppSettings(
            answer.Reply with
            {
                QuietTime = TimeSpan.FromMilliseconds(reader.Number("REPLY_QUIET_MS", 700, 0, 60_000)),
                HumanPause = TimeSpan.FromMinutes(reader.Number("HUMAN_PAUSE_MINUTES", 60, 1, 100_000)),
                AppId = appId,
                FirstContact = ReadFirstContact(reader),
            },
            new InfrastructureOptions(
                answer.DataDir,
                answer.Answering.Spaces,
                answer.Answering.Folder,
                answer.Answering.GenAi,
                new GraphOptions
                {
                    Endpoint = reader.Address("GRAPH_ENDPOINT", "https://graph.facebook.com"),
                    Version = reader.Text("GRAPH_VERSION") ?? "v26.0",
                    AppSecret = secrets.FirstOrDefault() ?? "",
                    AppId = appId,
                    LoginEndpoint = reader.Address("FACEBOOK_LOGIN_ENDPOINT", "https://www.facebook.com"),
                },
                new ConnectedPagesOptions { Pages = Pages(reader) },
                answer.Answering.Prompt,
                Node(reader))
            {
                Secrets = secretsKeys,
                Shopify = Shopify(reader, publicUrl),
                Alerts = MailSettings.Alerts(reader, publicUrl),
            },
            new WebhookOptions([.. secrets.Select(Encoding.UTF8.GetBytes)], verifyToken, new WebhookLimits(
                reader.Number("WEBHOOK_MAX_CONCURRENT", 512, 1, 100_000), reader.Number("WEBHOOK_MAX_OPEN_TURNS", 20_000, 1, 10_000_000))),
            new AdminKey(adminKey),
            new ConnectOptions(publicUrl),
            TimeSpan.FromMilliseconds(reader.Number("REHEARSAL_MS", 1500, 0, 60_000)),
            new SimulatorKeys(secrets.FirstOrDefault() ?? "", appId, reader.Text(TokenPrefix + SimulatorSettings.SamplePage) ?? ""))
        {
            SignIn = new SignInOptions(SignInSettings.OpenId(reader), SampleTenant: null),
            Spend = answer.Spend,
            ShopifyApp = new ShopifyAppOptions([.. ShopifySecrets(reader).Select(Encoding.UTF8.GetBytes)]),
        };
        reader.ThrowIfWrong();
        return settings;
    }

    private static Uri? PublicUrl(SettingsReader reader)
    {
        if (reader.Text("PUBLIC_URL") is null)
        {
            return null;
        }

        var address = reader.Address("PUBLIC_URL", "https://bot.example.com");
        if ((address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback) || address.Query.Length > 0 || address.Fragment.Length > 0 || address.UserInfo.Length > 0)
        {
            reader.Wrong("PUBLIC_URL", "should be an https address without a query, such as https://bot.example.com.");
        }

        return address;
    }

    private static FirstContact ReadFirstContact(SettingsReader reader)
    {
        try
        {
            return reader.Text("FIRST_CONTACT") is { } text ? FirstContact.Parse(text) : FirstContact.Standard;
        }
        catch (FormatException e)
        {
            reader.Wrong("FIRST_CONTACT", e.Message);
            return FirstContact.Standard;
        }
    }

    /// <summary>Who gets into the console, and how.</summary>
    public SignInOptions SignIn { get; init; } = new(OpenId: null, SampleTenant: null);

    /// <summary>What models cost, and may cost.</summary>
    public SpendOptions Spend { get; init; } = new();

    /// <summary>The Shopify app as the outside sees it.</summary>
    public ShopifyAppOptions ShopifyApp { get; init; } = new([]);

    private static ShopifyOptions Shopify(SettingsReader reader, Uri? publicUrl) => new()
    {
        Endpoint = reader.Text("SHOPIFY_ENDPOINT") is null ? null : reader.Address("SHOPIFY_ENDPOINT", "https://shopify.example"),
        Version = reader.Text("SHOPIFY_VERSION") ?? "2026-10",
        PublicAddress = publicUrl,
        Key = reader.Text("SHOPIFY_API_KEY") ?? "",
        Secret = ShopifySecrets(reader).FirstOrDefault() ?? "",
    };

    private static string[] ShopifySecrets(SettingsReader reader) => reader.Text("SHOPIFY_API_SECRET") is null ? [] : reader.Listed("SHOPIFY_API_SECRET", fallback: null, "the Shopify app's secret");

    private static NodeOptions Node(SettingsReader reader)
    {
        var cluster = reader.Text("CLUSTER") switch
        {
            null or "none" => ClusterKind.None,
            "redis" => ClusterKind.Redis,
            "postgres" => ClusterKind.Postgres,
            _ => Unknown(),
        };
        string connection = cluster == ClusterKind.None ? "" : Connection(reader, cluster);
        if (cluster != ClusterKind.None && reader.Text("SPACES_BUCKET") is null)
        {
            reader.Wrong("SPACES_BUCKET", "is missing. Several nodes need one store for all: a bucket of DigitalOcean Spaces or another S3 service.");
        }

        if (!IPAddress.TryParse(reader.Text("ADVERTISED_ADDRESS") ?? "127.0.0.1", out var address) || address.Equals(IPAddress.Any))
        {
            reader.Wrong("ADVERTISED_ADDRESS", "should be the IP address at which the other nodes reach this one, such as 10.0.0.5.");
        }

        return new NodeOptions(cluster, connection)
        {
            Address = address ?? IPAddress.Loopback,
            SiloPort = reader.Number("SILO_PORT", 0, 1, ushort.MaxValue),
            GatewayPort = reader.Number("GATEWAY_PORT", 0, 1, ushort.MaxValue),
        };

        ClusterKind Unknown()
        {
            reader.Wrong("CLUSTER", "should be 'none', 'redis' or 'postgres'.");
            return ClusterKind.None;
        }
    }

    private static string Connection(SettingsReader reader, ClusterKind cluster)
    {
        string example = cluster == ClusterKind.Redis ? RedisConnection.Example : PostgresConnection.Example;
        string connection = reader.Required("CLUSTER_CONNECTION", $"where the nodes meet, such as {example}");
        if (connection.Length > 0 && !(cluster == ClusterKind.Redis ? RedisConnection.IsValid(connection) : PostgresConnection.IsValid(connection)))
        {
            reader.Wrong("CLUSTER_CONNECTION", $"should be a connection such as {example}.");
        }

        return connection;
    }

    /// <summary>Each page needs its token and its tenant; one without the other is a mistake worth stopping for.</summary>
    private static List<PageConnection> Pages(SettingsReader reader)
    {
        var pages = new List<PageConnection>();
        var tenants = reader.WithPrefix(TenantPrefix).ToDictionary(StringComparer.Ordinal);
        foreach (var (pageText, token) in reader.WithPrefix(TokenPrefix))
        {
            if (!PageId.TryParse(pageText, out var page))
            {
                reader.Wrong(TokenPrefix + pageText, "should end in a page id: letters, digits, '.', '_' and '-'.");
            }
            else if (!tenants.Remove(pageText, out string? tenantText))
            {
                reader.Wrong(TenantPrefix + pageText, "is missing. It should be the tenant whose page this is; its access token is there.");
            }
            else if (!TenantId.TryParse(tenantText, out var tenant))
            {
                reader.Wrong(TenantPrefix + pageText, "should be a tenant id: up to 128 letters, digits, '.', '_' and '-'.");
            }
            else
            {
                pages.Add(new PageConnection(page, tenant, token));
            }
        }

        foreach (string pageText in tenants.Keys)
        {
            reader.Wrong(TokenPrefix + pageText, "is missing. It should be the page's access token; its tenant is there.");
        }

        return pages;
    }

    /// <summary>The first wraps; the others, from before, still open.</summary>
    private static SecretsOptions SecretsKeys(SettingsReader reader)
    {
        const string Example = "32 random bytes in base64, such as 'openssl rand -base64 32' prints";
        var keys = new List<ReadOnlyMemory<byte>>();
        foreach (string text in reader.Listed("SECRETS_KEY", fallback: null, Example))
        {
            byte[] key = new byte[SecretsOptions.KeyLength + 1];
            if (Convert.TryFromBase64String(text, key, out int length) && length == SecretsOptions.KeyLength)
            {
                keys.Add(key.AsMemory(0, length));
            }
            else
            {
                reader.Wrong("SECRETS_KEY", $"should be {Example}; several are separated by commas.");
                break;
            }
        }

        return new SecretsOptions(keys);
    }

    private static void AddDevelopmentDefaults(ConfigurationManager configuration, string urls)
    {
        string dataDir = Path.GetFullPath(configuration["DATA_DIR"] is { Length: > 0 } folder ? folder : "data");
        var (secrets, areNew) = DevelopmentSecrets.LoadOrMake(dataDir, SimulatorSettings.SamplePage);
        var defaults = SimulatorSettings.Defaults(urls, secrets[TokenPrefix + SimulatorSettings.SamplePage]!).Concat(secrets)
            .DistinctBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)
            .Where(pair => string.IsNullOrWhiteSpace(configuration[pair.Key]));
        configuration.AddInMemoryCollection([.. defaults]);
        if (areNew && configuration["ADMIN_API_KEY"] == secrets["ADMIN_API_KEY"])
        {
            System.Console.WriteLine($"ADMIN_API_KEY for this machine, shown this once: {configuration["ADMIN_API_KEY"]}");
        }
    }
}
