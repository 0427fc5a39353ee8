using GptMessenger.Api.Settings;

namespace GptMessenger.Api.Tests.Settings;

public sealed class DotEnvTests
{
    [Theory]
    [InlineData("NAME=value", "value")]
    [InlineData("  NAME = value ", "value")]
    [InlineData("export NAME=value", "value")]
    [InlineData("NAME=\"two words\"", "two words")]
    [InlineData("NAME='# no comment'", "# no comment")]
    [InlineData("NAME=a=b==", "a=b==")]
    [InlineData("NAME=", "")]
    [InlineData("NAME=\"", "\"")]
    [InlineData("NAME='a\"", "'a\"")]
    public void Line_IsNameAndValue(string line, string value) =>
        DotEnv.Parse(["# a comment", "", "   ", line]).Should().Equal(new Dictionary<string, string?> { ["NAME"] = value });

    [Fact]
    public void SameNameTwice_TheLastCounts() => DotEnv.Parse(["A=1", "a=2"]).Should().Equal(new Dictionary<string, string?> { ["A"] = "2" });

    [Theory]
    [InlineData("a secret without a name")]
    [InlineData("=a secret without a name")]
    public void LineThatIsNoPair_IsNamedWithoutItsWords(string line) => FluentActions.Invoking(() => DotEnv.Parse(["A=1", line]))
        .Should().Throw<SettingsException>().Which.Message.Should().Contain("line 2").And.NotContain("secret");
}
