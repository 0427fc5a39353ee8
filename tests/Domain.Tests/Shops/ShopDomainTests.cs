using GptMessenger.Domain.Shops;

namespace GptMessenger.Domain.Tests.Shops;

public class ShopDomainTests
{
    [Theory]
    [InlineData("some-shop.myshopify.com", "some-shop.myshopify.com")]
    [InlineData("Some-Shop1.MyShopify.com", "some-shop1.myshopify.com")]
    [InlineData("1_a.myshopify.com", "1_a.myshopify.com")]
    public void ShopsAddress_IsTakenInLowerCase(string text, string expected)
    {
        ShopDomain.TryParse(text, out var domain).Should().BeTrue();
        domain.Value.Should().Be(expected);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".myshopify.com")]
    [InlineData("-a.myshopify.com")]
    [InlineData("evil.com/.myshopify.com")]
    [InlineData("evil.com#.myshopify.com")]
    [InlineData("evil.com?.myshopify.com")]
    [InlineData("a@evil.myshopify.com")]
    [InlineData("a.b.myshopify.com")]
    [InlineData("shop.myshopify.com.evil.com")]
    [InlineData("shop.myshopify.com/")]
    [InlineData("shop.myshopify.com\n")]
    [InlineData("shop.myshopify.com:443")]
    [InlineData("https://shop.myshopify.com")]
    [InlineData("shop\u0000.myshopify.com")]
    [InlineData("sh\u00F6p.myshopify.com")]
    [InlineData("shop.myshopify.io")]
    [InlineData("..myshopify.com")]
    public void AnythingElse_IsNone(string? text) => ShopDomain.TryParse(text, out _).Should().BeFalse();

    [Fact]
    public void NameThatNoHostMayHave_IsNone() => ShopDomain.TryParse($"{new string('a', 64)}.myshopify.com", out _).Should().BeFalse();
}
