using CsCheck;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Tests.Replies;

public class ProductCardTests
{
    private static readonly Product[] Shown = [Goods.Product("Red"), Goods.Product("Blue"), Goods.Product("Nameless") with { Link = null }];

    [Fact]
    public void Line_HasReferenceTitlePriceAvailabilityAttributes() =>
        ProductCard.Line(Goods.Product("Red | Shoe\nnew", isAvailable: false, description: "Soft leather."), 4).Text.Should().Be("P5|Red / Shoe new|19.90 EUR|sold out|Shoes; Soft leather.");

    [Fact]
    public void ReducedProduct_ShowsWhatItCostBefore() =>
        ProductCard.Line(Shown[0] with { Variants = [Shown[0].Variants[0] with { Before = new Money(25.00m, "EUR") }] }, 0).Text.Should().Be("P1|Red|19.90 EUR (was 25.00 EUR)|in stock|Shoes");

    [Fact]
    public void ManyForms_AreShownByWhatThereIsToChoose()
    {
        var sizes = Enumerable.Range(36, 9).Select(size => $"{size}").ToList();
        var boot = Shown[0] with { Variants = [.. sizes.Select(size => new Variant(null, size, new Money(19.90m, "EUR"), IsAvailable: size != "40", null))] };

        ProductCard.Line(boot with { Options = [new ProductOption("Size", sizes)] }, 0).Text.Should().EndWith("|Shoes; Size: 36, 37, 38, 39, 40, 41, 42, 43, 44; sold out: 40");
        ProductCard.Line(boot with { Type = "Boots" }, 0).Text.Should().EndWith("|Boots; 36; 37; 38; 39; 41; 42; and 2 more");
    }

    [Theory]
    [InlineData("19.90", new[] { "19.90" })]
    [InlineData("19.90", new[] { "19.90", "19.90" })]
    [InlineData("9.5-30.00", new[] { "30.00", "9.5", "12" })]
    [InlineData("price on request", new string[0])]
    public void Price_IsOneOrASpan(string expected, string[] prices) =>
        ProductCard.Price(Shown[0] with
        {
            Variants = [.. prices.Select(price => new Variant(null, price, new Money(decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture), null), IsAvailable: true, null)), new Variant(null, "free", null, IsAvailable: true, null)],
        }).Should().Be(expected);

    [Theory]
    [InlineData("Take Red [P1].", "Take Red (https://shop.example/products/Red).")]
    [InlineData("Red [P1] or again Red [P1]", "Red (https://shop.example/products/Red) or again Red")]
    [InlineData("Red (P1) and Blue [P2]", "Red (https://shop.example/products/Red) and Blue (https://shop.example/products/Blue)")]
    [InlineData("Both [P1, P2]!", "Both (https://shop.example/products/Red) (https://shop.example/products/Blue)!")]
    [InlineData("Both [P1][P2]!", "Both (https://shop.example/products/Red) (https://shop.example/products/Blue)!")]
    [InlineData("No link [P3], unknown [P0] [P4] [P999]", "No link, unknown")]
    [InlineData("P1 is a size, [P] and [P1234] no references, [PX1] neither", "P1 is a size, [P] and [P1234] no references, [PX1] neither")]
    [InlineData("$1 [P1] $2", "$1 (https://shop.example/products/Red) $2")]
    public void Reference_BecomesTheLinkOnce(string answer, string text) => ProductCard.PutInLinks(answer, Shown).Should().Be(text);

    [Fact]
    public void AnyDescription_MakesOneLineOfWholeCharacters() => Gen.OneOf(Gen.String, Gen.Int[150, 170].Select(length => new string('x', length) + "👍👍")).Sample(description =>
    {
        string line = ProductCard.Line(Goods.Product("Red", description: string.Concat(description.EnumerateRunes())), 0).Text;
        return !line.Contains('\n') && line.Count(c => c == '|') == 4 && string.Concat(line.EnumerateRunes()) == line;
    });
}
