using System.Text.Json;
using GptMessenger.Api.Evaluation;
using GptMessenger.Api.Simulator;

namespace GptMessenger.Api.Tests.Evaluation;

public sealed class EvaluationCommandTests : IDisposable
{
    private static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "evaluation", "sample-shop");

    private readonly string _folder = Directory.CreateTempSubdirectory("gptmessenger-cases-").FullName;

    [Fact]
    public void ShippedSet_IsLargeEnough()
    {
        var cases = CaseFiles.Read(Shipped);

        cases.Count.Should().BeGreaterThanOrEqualTo(100);
        cases.Count(@case => @case.Kind == CaseKind.Trap).Should().BeGreaterThanOrEqualTo(40);
    }

    [Theory]
    [InlineData("traps", "1")]
    [InlineData("traps", "2")]
    [InlineData("traps", "3")]
    [InlineData("always", "1")]
    [InlineData("always", "2")]
    public async Task ModelThatLies_BringsNoLieToACustomer(string lies, string seed)
    {
        var (code, output, error) = await RunAsync(Shipped, "--lies", lies, "--seed", seed, "--max-false-refusals", "1");

        (code, error).Should().Be((EvaluationCommand.Passed, ""), output);
        var sums = Result().GetProperty("sums");
        sums.GetProperty("unsupportedAfter").GetInt32().Should().Be(0);
        sums.GetProperty("unsupportedBefore").GetInt32().Should().BeGreaterThan(100);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("3")]
    public async Task ModelThatIsHonest_IsHardlyRefused(string seed)
    {
        var (code, output, error) = await RunAsync(Shipped, "--lies", "never", "--seed", seed);

        (code, error).Should().Be((EvaluationCommand.Passed, ""), output);
        Result().GetProperty("sums").GetProperty("falseRefusalShare").GetDouble().Should().BeLessThan(0.02);
    }

    [Fact]
    public async Task SameSeed_TellsTheSame()
    {
        await RunAsync(Shipped, "--seed", "5", "--max-unsupported", "1000");
        var first = Answers();
        await RunAsync(Shipped, "--seed", "5", "--parallel", "1", "--max-unsupported", "1000");

        Answers().Should().Equal(first);

        List<string> Answers() => [.. Result().GetProperty("cases").EnumerateArray().Select(@case => $"{@case.GetProperty("name")}: {@case.GetProperty("answer")}")];
    }

    [Fact]
    public async Task Thresholds_AreExitCodes()
    {
        Write("cases.json", """{"cases":[{"name":"impossible","kind":"question","message":"Do you have a headlamp?","contains":["a zebra"]}]}""");

        (await RunAsync(_folder)).Code.Should().Be(EvaluationCommand.Passed);
        var (code, output, error) = await RunAsync(_folder, "--min-passed", "1");

        code.Should().Be(EvaluationCommand.ThresholdsMissed);
        error.Should().Contain("cases passed");
        output.Should().Contain("impossible").And.Contain("does not say 'a zebra'");
    }

    [Theory]
    [InlineData("""{"cases":[{"kind":"question","message":"hi"}]}""", "'name' is missing")]
    [InlineData("""{"cases":[{"name":"a","message":"hi"}]}""", "'kind' is missing")]
    [InlineData("""{"cases":[{"name":"a","kind":"question"}]}""", "'message' is missing")]
    [InlineData("""{"cases":[{"name":"a","kind":"trap","message":"hi"}]}""", "a trap needs 'forbidden'")]
    [InlineData("""{"cases":[{"name":"a","kind":"question","message":"hi","expected":["x"]}]}""", "expected")]
    [InlineData("""{"cases":[{"name":"a","kind":"question","message":"hi","products":["no-such-thing"]}]}""", "no-such-thing")]
    [InlineData("""{"cases":[{"name":"a","kind":"question","message":"hi"},{"name":"a","kind":"question","message":"hi"}]}""", "there is another one of this name")]
    [InlineData("{", "broken.json")]
    [InlineData("""{"cases":[]}""", "holds no case")]
    public async Task BrokenCases_AreNamed(string file, string said)
    {
        Write("broken.json", file);

        var (code, _, error) = await RunAsync(_folder);

        code.Should().Be(EvaluationCommand.Unusable);
        error.Should().Contain(said);
    }

    [Theory]
    [InlineData("--min-products", "two")]
    [InlineData("--min-products", "1.5")]
    [InlineData("--parallel", "0")]
    [InlineData("--no-such-option", "1")]
    public async Task WrongOption_IsNamed(string option, string value)
    {
        var (code, _, error) = await RunAsync(Shipped, option, value);

        code.Should().Be(EvaluationCommand.Unusable);
        error.Should().Contain(option);
    }

    [Fact]
    public async Task FolderThatIsNotThere_IsNamed()
    {
        var (code, _, error) = await RunAsync(Path.Combine(_folder, "none"));

        (code, error.Contains("none is no folder", StringComparison.Ordinal)).Should().Be((EvaluationCommand.Unusable, true));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string file, string content) => File.WriteAllText(Path.Combine(_folder, file), content);

    private JsonElement Result() => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder, "result", "out.json"))).RootElement;

    private async Task<(int Code, string Output, string Error)> RunAsync(string folder, params string[] options)
    {
        using StringWriter output = new(), error = new();
        Directory.CreateDirectory(Path.Combine(_folder, "result"));
        int code = await EvaluationCommand.RunAsync(
            [EvaluationCommand.Name, folder, "--tenant", SimulatorSettings.SampleTenant, "--model", "scripted", "--out", Path.Combine(_folder, "result", "out.json"), .. options],
            output, error, CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }
}
