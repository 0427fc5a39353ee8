namespace GptMessenger.Infrastructure.Tests;

public sealed class ForeignTextTests
{
    [Theory]
    [InlineData("two\r\nlines\tand\u0000a null", "two lines and a null")]
    [InlineData("the key SECRET-1 is wrong", "the key *** is wrong")]
    [InlineData("cannot read 'I would like two red bags, please' here", "(left out: it repeats what it was sent)")]
    [InlineData("input: I would like two red\\n bags, please", "(left out: it repeats what it was sent)")]
    [InlineData("input: \\u0049 would like \\u0074wo red\\n bags", "(left out: it repeats what it was sent)")]
    [InlineData("I would like to help", "I would like to help")]
    public void Text_IsFitForALog(string text, string line) =>
        ForeignText.ForLog(text, "SECRET-1", "Customer: I would like two red\n bags, please").Should().Be(line);

    [Fact]
    public void LongText_IsCutBetweenCharacters() => ForeignText.ForLog(new string('a', 299) + "😀 and more", null).Should().Be(new string('a', 299) + "…");

    [Fact]
    public void PlaceholderKey_TearsNoWordsApart() => ForeignText.ForLog("example", "x").Should().Be("example");
}
