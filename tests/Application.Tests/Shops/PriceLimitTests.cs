using GptMessenger.Application.Shops;
using GptMessenger.Application.Tests.Replies;

namespace GptMessenger.Application.Tests.Shops;

public class PriceLimitTests
{
    [Theory]
    [InlineData("a warm jacket under 150 euro", 0, 150, "EUR")]
    [InlineData("under $50", 0, 50, null)]
    [InlineData("under 50", 0, 50, null)]
    [InlineData("something cheaper than 50 please", 0, 50, null)]
    [InlineData("jacket up to €150", 0, 150, "EUR")]
    [InlineData("between 20 and 40", 20, 40, null)]
    [InlineData("between £20 and £40?", 20, 40, "GBP")]
    [InlineData("20-40 €", 20, 40, "EUR")]
    [InlineData("from 20 to 40 euros", 20, 40, "EUR")]
    [InlineData("50 euro max", 0, 50, "EUR")]
    [InlineData("over 100 euro and under 200 euro", 100, 200, "EUR")]
    [InlineData("under 200 euro, better under 100 euro", 0, 100, "EUR")]
    [InlineData("Jacke unter 50 Euro", 0, 50, "EUR")]
    [InlineData("Jacke bis 150€", 0, 150, "EUR")]
    [InlineData("hoechstens 1.500 Euro", 0, 1500, "EUR")]
    [InlineData("was günstiger als 49,90", 0, 49.90, null)]
    [InlineData("zwischen 20 und 40 Euro", 20, 40, "EUR")]
    [InlineData("20 bis 40 Euro", 20, 40, "EUR")]
    [InlineData("nicht mehr als 80 Franken", 0, 80, "CHF")]
    [InlineData("botas por menos de 50 €", 0, 50, "EUR")]
    [InlineData("no más de 50 dólares", 0, 50, null)]
    [InlineData("entre 20 y 40 euros", 20, 40, "EUR")]
    [InlineData("hasta 100 euros", 0, 100, "EUR")]
    [InlineData("algo mas barato que 30?", 0, 30, null)]
    [InlineData("moins de 50 €", 0, 50, "EUR")]
    [InlineData("jusqu'à 1 500 €", 0, 1500, "EUR")]
    [InlineData("pas plus de 80 euros", 0, 80, "EUR")]
    [InlineData("entre 20 et 40 €", 20, 40, "EUR")]
    [InlineData("de 20 à 40 euros", 20, 40, "EUR")]
    [InlineData("moins cher que 60 svp", 0, 60, null)]
    public void Limit_IsUnderstood(string words, double least, double most, string? currency)
    {
        var limit = PriceLimit.In(words)!;

        limit.Should().Be(new PriceLimit((decimal)most, currency) { Least = (decimal)least });
        PriceLimit.Without(words).Should().NotContainAny("0", "5");
    }

    [Theory]
    [InlineData("more than 100 euro")]
    [InlineData("mehr als 100 Euro")]
    [InlineData("más de 100 euros")]
    [InlineData("plus de 100 €")]
    [InlineData("ab 100 €")]
    public void LeastAlone_HasNoEnd(string words) => PriceLimit.In(words).Should().Be(new PriceLimit(PriceLimit.NoEnd, "EUR") { Least = 100 });

    [Theory]
    [InlineData("a sleeping bag under 5 kg")]
    [InlineData("unter 0 Grad")]
    [InlineData("jacket 150 euro")]
    [InlineData("size between 38 and 40")]
    [InlineData("Größe zwischen 38 und 40")]
    [InlineData("is it open until 5?")]
    [InlineData("habt ihr bis 18 Uhr offen")]
    [InlineData("moins de 5 personnes")]
    [InlineData("2 and 3 euro")]
    [InlineData("")]
    public void OtherNumbers_AreNoLimit(string words) => PriceLimit.In(words).Should().BeNull();

    [Fact]
    public void Model_KeepsItsNumber() => PriceLimit.Without("Parka 150 in size 42, not 99 euro").Should().Be("Parka 150 in size 42, not  ");

    [Theory]
    [InlineData("concrete mix 80 pounds")]
    [InlineData("mancuerna 10 libras")]
    public void Weight_IsKept(string words) => PriceLimit.Without(words).Should().Be(words);

    [Theory]
    [InlineData("20 to 40 euro", "19.90", false)]
    [InlineData("20 to 40 euro", "20.00", true)]
    [InlineData("20 to 40 euro", "40.01", false)]
    [InlineData("more than 100 euro", "99.00", false)]
    [InlineData("under 10 pounds", "99.00", true)]
    public void Product_IsAllowedWithinTheLimit(string words, string price, bool isAllowed) =>
        PriceLimit.In(words)!.Allows(Goods.Product("Jacket", price)).Should().Be(isAllowed);

    [Fact]
    public void EndlessDigits_AreReadWithinTheRegexTimeout()
    {
        string words = $"between {string.Concat(Enumerable.Repeat("1 000 ", 4000))} and {new string('9', 20_000)} euro";

        FluentActions.Invoking(() => PriceLimit.Without(words)).Should().NotThrow();
    }
}
