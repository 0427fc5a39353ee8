using CsCheck;
using GptMessenger.Application.Replies;

namespace GptMessenger.Application.Tests.Replies;

public class PlainTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("Yes, we have red shoes.", "Yes, we have red shoes.")]
    [InlineData("**Red** and *blue* and ***both*** and __bold__ and _it_", "Red and blue and both and bold and it")]
    [InlineData("~~old~~ new", "old new")]
    [InlineData("# Shoes\n\nWe have many.", "Shoes\n\nWe have many.")]
    [InlineData("- Red\n- Blue", "- Red\n- Blue")]
    [InlineData("* Red\n* **Blue**", "- Red\n- Blue")]
    [InlineData("1. Red\n2. Blue", "1. Red\n2. Blue")]
    [InlineData("3) Red\n4) Blue", "3) Red\n4) Blue")]
    [InlineData("- Red\n  - 40\n  - 41\n- Blue", "- Red\n  - 40\n  - 41\n- Blue")]
    [InlineData("Sizes:\n- 40\n- 41\n\nWhich one?", "Sizes:\n\n- 40\n- 41\n\nWhich one?")]
    [InlineData("line one\nline two", "line one\nline two")]
    [InlineData("one\n\ntwo", "one\n\ntwo")]
    [InlineData("`SAVE10` now", "SAVE10 now")]
    [InlineData("```\ncode\n```", "code")]
    [InlineData("> quoted", "quoted")]
    [InlineData("[our shop](https://shop.example)", "our shop (https://shop.example)")]
    [InlineData("[https://shop.example](https://shop.example)", "https://shop.example")]
    [InlineData("![a shoe](https://shop.example/1.png)", "a shoe (https://shop.example/1.png)")]
    [InlineData("<https://shop.example>", "https://shop.example")]
    [InlineData("see https://shop.example/a_b_c/_d_?x=1&y=*z*", "see https://shop.example/a_b_c/_d_?x=1&y=*z*")]
    [InlineData("see www.shop.example today", "see www.shop.example today")]
    [InlineData("mail hi_there_you@shop.example", "mail hi_there_you@shop.example")]
    [InlineData("5 * 3 = 15", "5 * 3 = 15")]
    [InlineData("5*3*2 = 30", "5*3*2 = 30")]
    [InlineData("I <3 it", "I <3 it")]
    [InlineData("<3", "<3")]
    [InlineData("a < b and b > c", "a < b and b > c")]
    [InlineData("snake_case_name", "snake_case_name")]
    [InlineData("#1 choice", "#1 choice")]
    [InlineData("Tom &amp; Jerry, AT&T", "Tom & Jerry, AT&T")]
    [InlineData("\\*not bold\\*", "*not bold*")]
    [InlineData("[[q:abc-1-2]]", "[[q:abc-1-2]]")]
    [InlineData("Shoes [[q:abc-1-2]] and [[q:def_3]].", "Shoes [[q:abc-1-2]] and [[q:def_3]].")]
    [InlineData("**Red shoe** [P1]", "Red shoe [P1]")]
    [InlineData("**[P1]** and [P2][P3]", "[P1] and [P2][P3]")]
    [InlineData("[P1]: 19.90", "[P1]: 19.90")]
    [InlineData("Take [P1]\n\n[P1]: 19.90", "Take [P1]\n\n[P1]: 19.90")]
    [InlineData("[Red shoe](P1)", "Red shoe (P1)")]
    [InlineData("Price\n---\n19.90", "Price\n\n19.90")]
    [InlineData("one\n\n***\n\ntwo", "one\n\ntwo")]
    [InlineData("price: $5 | $6", "price: $5 | $6")]
    [InlineData("<b>bold</b> words", "bold words")]
    [InlineData("👍🏽 größe 鞋", "👍🏽 größe 鞋")]
    public void Markdown_BecomesWhatMessengerShows(string markdown, string text) => PlainText.FromMarkdown(markdown).Should().Be(text);

    [Fact]
    public void Anything_IsNeverAnError() =>
        Gen.OneOf(Gen.String, Gen.OneOf("*", "_", "[", "]", "(", ")", "\n", "> ", "- ", "1. ", "`", "<", ">", "a", " ", "&#0;", "|", "~~", "#", "\ud83d", "https://", "    ", "[a]: b").Array[0, 60].Select(string.Concat))
            .Sample(text => PlainText.FromMarkdown(text) is not null, iter: 5_000);

    [Theory]
    [InlineData("> ")]
    [InlineData("[")]
    [InlineData("*")]
    [InlineData("- ")]
    public void ThousandfoldNesting_IsNeverAnError(string mark)
    {
        var act = () => PlainText.FromMarkdown(string.Concat(Enumerable.Repeat(mark, 5000)) + "shoes");

        act.Should().NotThrow().Which.Should().EndWith("shoes");
    }

    [Fact]
    public void AnyMarker_SurvivesUnchanged() =>
        Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789-"].Array[1, 30].Select(chars => $"[[q:{new string(chars)}]]")
            .Sample(marker => PlainText.FromMarkdown($"Take **this** {marker}, or {marker}.\n\n- {marker}") == $"Take this {marker}, or {marker}.\n\n- {marker}");
}
