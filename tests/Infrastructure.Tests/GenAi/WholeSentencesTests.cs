using GptMessenger.Infrastructure.GenAi;

namespace GptMessenger.Infrastructure.Tests.GenAi;

public sealed class WholeSentencesTests
{
    [Theory]
    [InlineData("We have it. It is", "We have it.")]
    [InlineData("We have it! Do you want it? I can", "We have it! Do you want it?")]
    [InlineData("It costs 12.50 EUR and is re", "")]
    [InlineData("Yes. It costs 12.", "Yes.")]
    [InlineData("It is number 5. We ship", "It is number 5.")]
    [InlineData("We ship e.g. to France. And by the", "We ship e.g. to France.")]
    [InlineData("We ship e.g. to", "")]
    [InlineData("All is said.", "All is said.")]
    [InlineData("She said \"it is red.\" And we", "She said \"it is red.\"")]
    [InlineData("We have **two bags.** The", "We have **two bags.**")]
    [InlineData("Look: https://shop.example/a.b?c and", "")]
    [InlineData("あります。色は赤", "あります。")]
    [InlineData("We have:\n- P1 red bag\n- P2 blue b", "We have:\n- P1 red bag")]
    [InlineData("Take one. We have:\n- P1", "Take one.")]
    [InlineData("Take one.\n1. Red bag\n2. Bl", "Take one.\n1. Red bag")]
    [InlineData("One whole line\nand half", "One whole line")]
    [InlineData("no end", "")]
    [InlineData("", "")]
    public void CutText_EndsWithWhatIsWhole(string text, string whole) => WholeSentences.Of(text).Should().Be(whole);
}
