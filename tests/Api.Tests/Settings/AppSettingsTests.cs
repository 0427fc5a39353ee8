using System.Net;
using GptMessenger.Api.Settings;
using GptMessenger.Application.Replies;
using GptMessenger.Application.Spending;
using GptMessenger.Infrastructure.Grains;
using GptMessenger.Testing;
using Microsoft.Extensions.Configuration;

namespace GptMessenger.Api.Tests.Settings;

public sealed class AppSettingsTests
{
    private const string OtherPage = "100000000000055";

    [Fact]
    public void OnlyWhatIsRequired_HasTheDefaultsOfTheContract()
    {
        var settings = Read();

        settings.Reply.QuietTime.Should().Be(TimeSpan.FromMilliseconds(700));
        settings.Reply.HumanPause.Should().Be(TimeSpan.FromMinutes(60));
        settings.Reply.ContextTokens.Should().Be(6000);
        settings.Infrastructure.Spaces.Should().BeNull();
        settings.Infrastructure.DataDir.Should().Be(Path.GetFullPath("data"));
        settings.Infrastructure.Graph.Endpoint.Should().Be(new Uri("https://graph.facebook.com"));
        settings.Infrastructure.Graph.Version.Should().Be("v26.0");
        settings.Infrastructure.GenAi.Endpoint.Should().Be(new Uri("https://inference.do-ai.run/v1/chat/completions"));
        settings.Infrastructure.GenAi.Models.Should().Equal("llama3.3-70b-instruct");
        settings.Infrastructure.GenAi.MaxTokens.Should().Be(200);
        settings.Infrastructure.GenAi.Timeout.Should().Be(TimeSpan.FromSeconds(30));
        settings.Infrastructure.GenAi.MaxConcurrency.Should().Be(64);
        settings.Infrastructure.GenAi.Key.Should().BeNull();
        settings.Infrastructure.Pages.Pages.Should().BeEmpty();
    }

    [Fact]
    public void SeveralSecretsAndModels_AreAllRead()
    {
        string former = Convert.ToBase64String(new byte[32]);
        var settings = Read(("FACEBOOK_APP_SECRET", " one , two,"), ("GENAI_MODEL", "a, b"), ("SECRETS_KEY", $"{Product.SecretsKey}, {former}"));

        settings.Webhook.AppSecrets.Should().BeEquivalentTo(new[] { "one"u8.ToArray(), "two"u8.ToArray() });
        settings.Infrastructure.GenAi.Models.Should().Equal("a", "b");
        settings.Infrastructure.Secrets.Keys.Select(key => Convert.ToBase64String(key.Span)).Should().Equal(Product.SecretsKey, former);
    }

    [Fact]
    public void PricesAndLimits_AreRead()
    {
        Read().Spend.Defaults.Should().Be(SpendLimits.None);
        Read().Spend.Prices.Unit.Should().Be("tokens");
        var spend = Read(
            ("GENAI_MODEL", "a, b"), ("GENAI_PRICE_INPUT", "0.65"), ("GENAI_PRICE_OUTPUT", "1,2.5"), ("GENAI_CURRENCY", "EUR"), ("GENAI_MAX_TOKENS", "300"), ("GENAI_TIMEOUT_S", "9"),
            ("SPEND_CAP_DAY", "5"), ("SPEND_CAP_MONTH", "99.50"), ("ANSWERS_PER_CUSTOMER_HOUR", "30")).Spend;

        spend.Prices.Unit.Should().Be("EUR");
        spend.Prices.Models.Should().Equal(new Dictionary<string, ModelPrice> { ["a"] = new(0.65m, 1), ["b"] = new(0.65m, 2.5m) });
        spend.Defaults.Should().Be(new SpendLimits(5, 99.5m, 30));
        (spend.MaxAnswerTokens, spend.LongestCall).Should().Be((300, TimeSpan.FromSeconds(9)));
    }

    [Fact]
    public void FirstContact_IsStandardOffOrAText()
    {
        Read().Reply.FirstContact.Should().BeSameAs(FirstContact.Standard);
        Read(("FIRST_CONTACT", " ")).Reply.FirstContact.Should().BeSameAs(FirstContact.Standard);
        Read(("FIRST_CONTACT", "OFF")).Reply.FirstContact.Should().BeSameAs(FirstContact.Off);
        Read(("FIRST_CONTACT", "{page} has a bot.")).Reply.FirstContact.Should().NotBeSameAs(FirstContact.Standard);
        WrongWith(("FIRST_CONTACT", new string('a', 501))).Should().ContainSingle().Which.Should().Be("FIRST_CONTACT should be a text of at most 500 characters; it has 501.");
    }

    [Fact]
    public void Node_IsAloneByDefault_OrOneOfSeveral()
    {
        Read().Infrastructure.Node.Should().Be(new NodeOptions());

        Read(
            ("CLUSTER", "postgres"), ("CLUSTER_CONNECTION", "Host=db"), ("ADVERTISED_ADDRESS", "10.0.0.5"), ("SILO_PORT", "11111"), ("GATEWAY_PORT", "30000"),
            ("SPACES_BUCKET", "b"), ("SPACES_API_KEY", "k"), ("SPACES_API_SECRET", "s"))
            .Infrastructure.Node.Should().Be(new NodeOptions(ClusterKind.Postgres, "Host=db") { Address = IPAddress.Parse("10.0.0.5"), SiloPort = 11111, GatewayPort = 30000 });
    }

    [Theory]
    [InlineData("FACEBOOK_APP_SECRET")]
    [InlineData("FACEBOOK_APP_ID")]
    [InlineData("FACEBOOK_VERIFY_TOKEN")]
    [InlineData("SECRETS_KEY")]
    [InlineData("ADMIN_API_KEY")]
    public void RequiredVariableMissingOrBlank_IsNamed(string name)
    {
        WrongWith((name, null)).Should().ContainSingle().Which.Should().StartWith($"{name} is missing");
        WrongWith((name, "  ")).Should().ContainSingle().Which.Should().StartWith($"{name} is missing");
    }

    [Theory]
    [InlineData("FACEBOOK_APP_SECRET", ",")]
    [InlineData("GENAI_MODEL", " , ")]
    [InlineData("SECRETS_KEY", "not base64, not base64, not base")]
    [InlineData("SECRETS_KEY", "c2hvcnQ=")]
    [InlineData("SECRETS_KEY", Product.SecretsKey + ", c2hvcnQ=")]
    [InlineData("SECRETS_KEY", "c2VjcmV0cy1rZXktb2YtMzItYnl0ZXMtaW4tdGVzdHMhYW5kLW1vcmU=")]
    [InlineData("REPLY_QUIET_MS", "-1")]
    [InlineData("REPLY_QUIET_MS", "1.5")]
    [InlineData("REPLY_QUIET_MS", "soon")]
    [InlineData("GENAI_TIMEOUT_S", "0")]
    [InlineData("GENAI_MAX_TOKENS", "99999999999999999999")]
    [InlineData("GENAI_CONTEXT_TOKENS", "10")]
    [InlineData("GENAI_MAX_CONCURRENCY", "0")]
    [InlineData("HUMAN_PAUSE_MINUTES", "0")]
    [InlineData("FIRST_CONTACT", "Hello from {shopname}")]
    [InlineData("GRAPH_ENDPOINT", "graph.example.com")]
    [InlineData("PUBLIC_URL", "http://bot.example.com")]
    [InlineData("PUBLIC_URL", "https://bot.example.com/?a=b")]
    [InlineData("FACEBOOK_LOGIN_ENDPOINT", "login.example.com")]
    [InlineData("GRAPH_ENDPOINT", "ftp://graph.facebook.com")]
    [InlineData("GENAI_ENDPOINT", "/v1/responses")]
    [InlineData("SPEND_CAP_DAY", "-5.0000")]
    [InlineData("SPEND_CAP_MONTH", "1e9")]
    [InlineData("ANSWERS_PER_CUSTOMER_HOUR", "1001")]
    [InlineData("GENAI_PRICE_INPUT", null, "GENAI_PRICE_OUTPUT", "1")]
    [InlineData("GENAI_PRICE_OUTPUT", null, "GENAI_PRICE_INPUT", "1")]
    [InlineData("GENAI_PRICE_OUTPUT", "1,2,3,4", "GENAI_PRICE_INPUT", "1")]
    [InlineData("GENAI_PRICE_INPUT", "free,gratis", "GENAI_PRICE_OUTPUT", "1")]
    [InlineData("GENAI_CURRENCY", "dollars", "GENAI_PRICE_OUTPUT", "1", "GENAI_PRICE_INPUT", "1")]
    [InlineData("CLUSTER", "kafka12")]
    [InlineData("CLUSTER", "1")]
    [InlineData("CLUSTER_CONNECTION", null, "CLUSTER", "redis", "SPACES_BUCKET", "b", "SPACES_API_KEY", "k", "SPACES_API_SECRET", "s")]
    [InlineData("CLUSTER_CONNECTION", "https://u:secret1@h", "CLUSTER", "redis", "SPACES_BUCKET", "b", "SPACES_API_KEY", "k", "SPACES_API_SECRET", "s")]
    [InlineData("CLUSTER_CONNECTION", "Pasword=secret1", "CLUSTER", "postgres", "SPACES_BUCKET", "b", "SPACES_API_KEY", "k", "SPACES_API_SECRET", "s")]
    [InlineData("SPACES_BUCKET", null, "CLUSTER", "redis", "CLUSTER_CONNECTION", "localhost")]
    [InlineData("ADVERTISED_ADDRESS", "node-one")]
    [InlineData("ADVERTISED_ADDRESS", "0.0.0.0")]
    [InlineData("SILO_PORT", "0")]
    [InlineData("GATEWAY_PORT", "65536")]
    [InlineData("PAGE_UUID_" + OtherPage, "a-tenant")]
    [InlineData("SPACES_API_KEY", null, "SPACES_BUCKET", "b", "SPACES_API_SECRET", "s")]
    [InlineData("SPACES_API_SECRET", null, "SPACES_BUCKET", "b", "SPACES_API_KEY", "s")]
    [InlineData("SPACES_ENDPOINT", "nyc3", "SPACES_BUCKET", "b", "SPACES_API_KEY", "k", "SPACES_API_SECRET", "s")]
    public void WrongValue_IsNamedInOneLineAndNotRepeated(string name, string? value, params string[] others)
    {
        var more = others.Chunk(2).Select(pair => (pair[0], (string?)pair[1]));

        string line = WrongWith([(name, value), .. more]).Should().ContainSingle().Subject;

        (name.StartsWith("PAGE_UUID_", StringComparison.Ordinal) ? $"FACEBOOK_ACCESS_TOKEN_{OtherPage}" : name).Should().Be(line.Split(' ')[0]);
        line.Should().Match(text => value == null || value.Length < 6 || !text.Contains(value, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("PAGE_UUID_" + OtherPage, null)]
    [InlineData("PAGE_UUID_" + OtherPage, "../up")]
    public void TokenWithoutItsTenant_IsNamedWithoutTheToken(string name, string? tenant) =>
        WrongWith(($"FACEBOOK_ACCESS_TOKEN_{OtherPage}", Product.PageToken), (name, tenant)).Should().ContainSingle()
            .Which.Should().StartWith(name).And.NotContain(Product.PageToken);

    [Fact]
    public void SeveralMistakes_HaveALineEach() =>
        WrongWith(("FACEBOOK_APP_ID", null), ("REPLY_QUIET_MS", "x"), ("GRAPH_ENDPOINT", "x")).Should().HaveCount(3);

    private static string[] WrongWith(params (string Name, string? Value)[] settings) =>
        FluentActions.Invoking(() => Read(settings)).Should().Throw<SettingsException>().Which.Message.Split(Environment.NewLine);

    private static AppSettings Read(params (string Name, string? Value)[] settings)
    {
        var values = new Dictionary<string, string?>
        {
            ["FACEBOOK_APP_SECRET"] = Product.AppSecret,
            ["FACEBOOK_APP_ID"] = Product.AppId,
            ["FACEBOOK_VERIFY_TOKEN"] = Product.VerifyToken,
            ["SECRETS_KEY"] = Product.SecretsKey,
            ["ADMIN_API_KEY"] = Product.AdminKey,
        };
        foreach (var (name, value) in settings)
        {
            values[name] = value;
        }

        return AppSettings.Read(new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(values).Build()));
    }
}
