using System.Globalization;
using System.Text;
using CsCheck;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Domain.Tests.Replies;

public class ReplyTextTests
{
    private const string Family = "👩‍👩‍👧‍👦";
    private const string Link = "https://shop.example/products/red-shoes?variant=1_2";

    /// <summary>All that texts are made of, in any order: words, ends, spaces, links, emoji, marks, torn halves.</summary>
    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.OneOf(
            " ", "  ", "\n", "\n\n", "\t", "\u00a0", "\u2028", ". ", "! ", "? ", "… ", "。", "！", "?", "Hi", "shoes", "größe", "我们有红色的鞋", "สวัสดี", Link, Link + "/x",
            "(" + Link + ")", "👍", "👍🏽", Family, "🇩🇪", "e\u0301", "\u0301", "\u200d", "\ud83d", "\udc4d", "\r\n", "https://", "www."),
        Gen.String[0, 12],
        Gen.Char.Array[1, 80].Select(chars => new string(chars[0], chars.Length))).Array[0, 60].Select(string.Concat);

    private static readonly Gen<(string Text, int Limit)> AnySplit = Gen.Select(AnyText, Gen.Int[2, 120]);

    [Theory]
    [InlineData("")]
    [InlineData("   \n ")]
    public void NothingToSay_GivesNoParts(string text) => ReplyText.Split(text).Should().BeEmpty();

    [Fact]
    public void ShortText_StaysWhole() => ReplyText.Split("  Yes, in red.\nAnd blue. ").Should().Equal("Yes, in red.\nAnd blue.");

    [Fact]
    public void TextAtTheLimit_StaysWhole()
    {
        ReplyText.Split(new string('a', 2000)).Should().ContainSingle();
        ReplyText.Split(new string('a', 2001)).Should().HaveCount(2);
    }

    [Theory]
    [InlineData("One two three. Four five six. Seven", 30, "One two three. Four five six.", "Seven")]
    [InlineData("One two three.\nFour. Five six seven", 25, "One two three.", "Four. Five six seven")]
    [InlineData("One two three four five", 12, "One two", "three four", "five")]
    [InlineData("A. bcdefghijklmnop qrstuv", 20, "A. bcdefghijklmnop", "qrstuv")]
    [InlineData("我们有红色的鞋。蓝色的也有。你要吗？", 10, "我们有红色的鞋。", "蓝色的也有。你要吗？")]
    [InlineData("他说「好的。」然后走了很远", 8, "他说「好的。」然", "后走了很远")]
    public void LongText_IsCutAtTheBestBorder(string text, int limit, params string[] parts) => ReplyText.Split(text, limit).Should().Equal(parts);

    [Fact]
    public void LinkAtTheBorder_GoesWholeIntoTheNextPart()
    {
        string words = new('a', 1990);

        ReplyText.Split($"{words} {Link} and more").Should().Equal(words, $"{Link} and more");
    }

    [Fact]
    public void LinkInTextWithoutSpaces_GoesWholeIntoTheNextPart()
    {
        string words = new('鞋', 1990);

        ReplyText.Split($"{words}{Link}再见").Should().Equal(words, $"{Link}再见");
    }

    [Fact]
    public void OneWordOfTenThousandCharacters_IsCutAtTheLimit() =>
        ReplyText.Split(new string('x', 10_000)).Select(part => part.Length).Should().Equal(2000, 2000, 2000, 2000, 2000);

    [Fact]
    public void EmojiFamilies_AreNeverTorn()
    {
        var parts = ReplyText.Split(string.Concat(Enumerable.Repeat(Family, 1000)));

        parts.Should().OnlyContain(part => part.Length % Family.Length == 0);
        string.Concat(parts).Should().HaveLength(1000 * Family.Length);
    }

    [Fact]
    public void OneLetterUnderTenThousandMarks_IsCutAllTheSame()
    {
        string text = "e" + new string('\u0301', 10_000);

        string.Concat(ReplyText.Split(text)).Should().Be(text);
    }

    [Fact]
    public void LimitTooSmallForAPair_IsRefused()
    {
        var act = () => ReplyText.Split("text", 1);

        act.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void AnyText_GivesPartsThatMessengerAccepts() => AnySplit.Sample(
        (text, limit) => ReplyText.Split(text, limit).All(part => part.Length <= limit && !string.IsNullOrWhiteSpace(part) && part.Trim() == part), iter: 20_000);

    [Fact]
    public void AnyText_LosesNothingButWhiteSpace() => AnySplit.Sample(
        (text, limit) => Solid(string.Concat(ReplyText.Split(text, limit))) == Solid(text), iter: 20_000);

    [Fact]
    public void AnyTextOfWholeCharacters_HasNoPairTorn() => AnySplit.Where(split => IsWhole(split.Text)).Sample(
        (text, limit) => ReplyText.Split(text, limit).All(IsWhole), iter: 10_000);

    [Fact]
    public void AnyText_HasNoLinkTorn() => Gen.Select(Gen.OneOf(" ", "\n", ". ", "鞋", "。", "Hi ", Link, "👍").Array[0, 60].Select(string.Concat), Gen.Int[60, 200]).Sample(
        (text, limit) =>
        {
            var whole = ReplyText.Split(text, limit).SelectMany(Links).CountBy(link => link).ToDictionary();
            return Links(text).Where(link => link.Length <= limit).CountBy(link => link).All(link => whole.GetValueOrDefault(link.Key) >= link.Value);
        },
        iter: 20_000);

    [Fact]
    public void AnyLongWord_IsCutBetweenGraphemes() => Gen.Select(Gen.OneOf("👍🏽", Family, "🇩🇪", "e\u0301", "a").Array[1, 60].Select(string.Concat), Gen.Int[20, 60]).Sample(
        (text, limit) => ReplyText.Split(text, limit).SelectMany(Graphemes).SequenceEqual(Graphemes(text), StringComparer.Ordinal),
        iter: 5_000);

    private static bool IsWhole(string text) => text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar);

    private static string Solid(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    /// <summary>A link reaches as far as Latin characters follow each other.</summary>
    private static List<string> Links(string text)
    {
        var links = new List<string>();
        for (int at = text.IndexOf("https://", StringComparison.Ordinal); at >= 0; at = text.IndexOf("https://", at, StringComparison.Ordinal))
        {
            int end = at;
            while (end < text.Length && text[end] is > ' ' and <= '~')
            {
                end++;
            }

            links.Add(text[at..end]);
            at = end;
        }

        return links;
    }

    private static IEnumerable<string> Graphemes(string text)
    {
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            yield return elements.GetTextElement();
        }
    }
}
