using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Settings;

/// <summary>A start that cannot go well ends at once, with a line for each mistake and no stack trace.</summary>
public sealed class RefusedStartTests : IDisposable
{
    private readonly string _dataDir = Directory.CreateTempSubdirectory("gptmessenger-test-").FullName;

    public void Dispose() => Directory.Delete(_dataDir, recursive: true);

    [Fact]
    public async Task SeveralMistakes_AreOneLineEach() => await ShouldSayAsync(
        ["FACEBOOK_APP_ID", "SECRETS_KEY", "REPLY_QUIET_MS"], ("FACEBOOK_APP_ID", null), ("SECRETS_KEY", "c2hvcnQ="), ("REPLY_QUIET_MS", "x"));

    [Fact]
    public async Task MissingPrompt_IsNamed() => await ShouldSayAsync(["PROMPT_FILE"], ("PROMPT_FILE", "/nowhere/prompt.txt"));

    [Fact]
    public async Task UnknownPlaceholder_IsNamedWithItsLine()
    {
        string prompt = Path.Combine(_dataDir, "prompt.txt");
        await File.WriteAllTextAsync(prompt, "Hello\n{message_text}\n{weather}\n");

        await ShouldSayAsync(["line 3: {weather}"], ("PROMPT_FILE", prompt));
    }

    [Fact]
    public async Task DataDirThatIsAFile_IsNamed()
    {
        string file = Path.Combine(_dataDir, "file");
        await File.WriteAllTextAsync(file, "x");

        await ShouldSayAsync(["DATA_DIR"], ("DATA_DIR", file));
    }

    [Theory]
    [InlineData("redis", "127.0.0.1:9,password=hunter2-hunter2,connectTimeout=500,connectRetry=1", "Redis at 127.0.0.1:9")]
    [InlineData("postgres", "Host=127.0.0.1;Port=9;Username=shop;Password=hunter2-hunter2", "PostgreSQL at 127.0.0.1:9")]
    public async Task DeadServerOfTheCluster_IsNamed(string cluster, string connection, string server) => await ShouldSayAsync(
        [server], ("CLUSTER", cluster), ("CLUSTER_CONNECTION", connection), ("SPACES_BUCKET", "b"), ("SPACES_API_KEY", "k"), ("SPACES_API_SECRET", "s"));

    [Fact]
    public async Task DotEnv_IsReadAndTheEnvironmentWins()
    {
        await File.WriteAllTextAsync(Path.Combine(_dataDir, ".env"), "GENAI_TIMEOUT_S=never\nREPLY_QUIET_MS=soon\n");

        await ShouldSayAsync(["GENAI_TIMEOUT_S"], ("REPLY_QUIET_MS", "50"));
    }

    private async Task ShouldSayAsync(string[] words, params (string Name, string? Value)[] settings)
    {
        var refused = await Product.StartRefusedAsync(_dataDir, settings);

        refused.ExitCode.Should().Be(1);
        refused.Errors.Should().HaveCount(words.Length, string.Join('\n', refused.Errors));
        refused.Errors.Zip(words).Should().OnlyContain(pair => pair.First.Contains(pair.Second, StringComparison.Ordinal));
        string all = string.Join('\n', refused.Errors) + refused.Output;
        all.Should().NotContain("   at ");
        foreach (string secret in new[] { Product.AppSecret, Product.VerifyToken, Product.PageToken, Product.ModelKey, Product.AdminKey, Product.SecretsKey, "c2hvcnQ=", "hunter2" })
        {
            all.Should().NotContain(secret);
        }
    }
}
