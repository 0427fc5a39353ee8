using CsCheck;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Domain.Tests.Conversations;

public class IdentifiersTests
{
    [Theory]
    [InlineData("1234567890")]
    [InlineData("a")]
    [InlineData("A-b_c.d")]
    [InlineData("...")]
    [InlineData(".hidden")]
    [InlineData("-")]
    [InlineData("3f2b6c1e-0f1d-4c55-9d8e-0a1b2c3d4e5f")]
    public void AllowedText_BecomesAnId(string text)
    {
        TenantId.TryParse(text, out var tenant).Should().BeTrue();
        PageId.TryParse(text, out var page).Should().BeTrue();
        SenderId.TryParse(text, out var sender).Should().BeTrue();

        new[] { tenant.Value, page.Value, sender.Value, tenant.ToString(), page.ToString(), sender.ToString() }.Should().AllBe(text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("a\0")]
    [InlineData("a%2e")]
    [InlineData("a:b")]
    [InlineData("é")]
    [InlineData("١٢٣")]
    [InlineData("ａ")]
    public void ForbiddenText_IsRefused(string? text)
    {
        TenantId.TryParse(text, out _).Should().BeFalse();
        PageId.TryParse(text, out _).Should().BeFalse();
        SenderId.TryParse(text, out _).Should().BeFalse();
    }

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void Length_EndsAt128(int length, bool isAllowed) => SenderId.TryParse(new string('7', length), out _).Should().Be(isAllowed);

    [Fact]
    public void AnyText_IsAnIdOnlyWhenItIsSafeAsAPathSegment() => Gen.String.Sample(text =>
        !SenderId.TryParse(text, out _)
        || (text is not ("." or "..") && text.Length is > 0 and <= 128 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')));

    [Fact]
    public void SameText_IsTheSameId()
    {
        (PageId.TryParse("42", out var one), PageId.TryParse("42", out var other)).Should().Be((true, true));

        one.Should().Be(other);
    }
}
