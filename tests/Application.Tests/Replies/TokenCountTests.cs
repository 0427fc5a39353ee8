using CsCheck;
using GptMessenger.Application.Replies;

namespace GptMessenger.Application.Tests.Replies;

public class TokenCountTests
{
    [Fact]
    public void Line_HasTheSameTokensEachTime() => Gen.String.Sample(line =>
        TokenCount.OfLine(line) == TokenCount.Of(line) && TokenCount.OfLine(line) == TokenCount.Of(line));

    [Fact]
    public void EndlessLine_IsCounted() => TokenCount.OfLine(string.Concat(Enumerable.Repeat("no ", 70_000))).Should().BeGreaterThan(ushort.MaxValue);
}
