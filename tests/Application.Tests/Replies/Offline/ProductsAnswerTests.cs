using GptMessenger.Application.Languages;
using GptMessenger.Application.Replies.Offline;
using GptMessenger.Application.Replies.Wordings;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Tests.Replies.Offline;

public class ProductsAnswerTests
{
    [Theory]
    [InlineData(Language.English, "any parkas?", "This is what I found in our shop:\n\nParka: €1,329.00, in stock\nhttps://shop.example/products/Parka")]
    [InlineData(Language.German, "habt ihr parkas", "Das habe ich in unserem Shop gefunden:\n\nParka: 1.329,00 €, auf Lager\nhttps://shop.example/products/Parka")]
    [InlineData(Language.Spanish, "tenéis parkas", "Esto es lo que he encontrado en nuestra tienda:\n\nParka: 1.329,00 €, disponible\nhttps://shop.example/products/Parka")]
    [InlineData(Language.French, "avez-vous des parkas", "Voici ce que j'ai trouvé dans notre boutique :\n\nParka : 1\u00A0329,00 €, en stock\nhttps://shop.example/products/Parka")]
    public void Products_AreNamedWithPriceAvailabilityAndLink(Language language, string message, string answer)
    {
        var said = Corner.Answer(message, language, new ProductMatches([Corner.Parka], 1, 1));

        said.Text.Should().Be(answer);
        said.Named.Should().Equal(Corner.Parka);
    }

    [Theory]
    [InlineData(Language.English, "is the parka in stock in M?", "in stock in Midnight Blue: M\n")]
    [InlineData(Language.English, "parka in midnight blue", "in stock in Midnight Blue: M\n")]
    [InlineData(Language.English, "parka M rust?", "sold out at the moment in Rust: M, in stock in Rust: S, L; Midnight Blue: M\n")]
    [InlineData(Language.English, "what sizes does the parka come in", "in stock in Rust: S, L; Midnight Blue: M\n")]
    [InlineData(Language.English, "I'm looking for a parka", "in stock\n")]
    [InlineData(Language.German, "gibts den Parka in L?", "auf Lager in Rust: L\n")]
    [InlineData(Language.German, "welche Größen habt ihr vom Parka", "auf Lager in Rust: S, L; Midnight Blue: M\n")]
    [InlineData(Language.Spanish, "¿qué tallas hay de la parka?", "disponible en Rust: S, L; Midnight Blue: M\n")]
    [InlineData(Language.Spanish, "hay parka en talla L", "disponible en Rust: L\n")]
    [InlineData(Language.French, "la parka existe en quelles couleurs ?", "en stock en Rust : S, L; Midnight Blue : M\n")]
    [InlineData(Language.French, "parka taille M dispo ?", "en stock en Midnight Blue : M\n")]
    public void SizesAndColours_AreSaidWhereAsked(Language language, string message, string availability) =>
        Corner.Ask(message, language, new ProductMatches([Corner.Parka], 1, 1)).Should().Contain($", {availability}");

    [Theory]
    [InlineData(Language.English, "jacket between 20 and 40 euro", "B", "I found nothing like that in our shop between €20 and €40, so a person from our team will follow up here.")]
    [InlineData(Language.German, "jacke unter 50 Euro", "B,C", "So etwas habe ich in unserem Shop bis 50 € nicht gefunden, deshalb meldet sich hier jemand aus unserem Team.")]
    [InlineData(Language.Spanish, "chaqueta por menos de 50 €", "B,C", "No he encontrado nada así en nuestra tienda por hasta 50 €, así que una persona de nuestro equipo le contestará por aquí.")]
    [InlineData(Language.French, "veste à moins de 50 €", "B,C", "Je n'ai rien trouvé de tel dans notre boutique jusqu'à 50 €, une personne de notre équipe vous répondra donc ici.")]
    public void PriceLimit_IsKept(Language language, string message, string named, string nothing)
    {
        var all = new ProductMatches([Goods.Product("A", "179.00"), Goods.Product("B", "29.00"), Goods.Product("C", "9.00")], 3, 3);

        Corner.Answer(message, language, all).Named.Select(product => product.Title).Should().Equal(named.Split(','));
        Corner.Ask(message, language, new ProductMatches([Goods.Product("A", "179.00")], 1, 1)).Should().Be(nothing);
    }

    [Theory]
    [InlineData("jacket under 50", "up to 50,")]
    [InlineData("jacket over 500 euro", "from €500 on,")]
    [InlineData("jacket under 50 CHF", "up to 50 CHF,")]
    public void NothingForThatPrice_RepeatsTheLimit(string message, string limit) =>
        Corner.Ask(message, products: new ProductMatches([Goods.Product("A", "179.00") with { Variants = [new Variant("1", "", new Money(179.00m, null), true, null)] }], 1, 1)).Should().Contain(limit);

    [Theory]
    [InlineData("19.90", "EUR", Language.English, "€19.90")]
    [InlineData("19.90", "USD", Language.English, "$19.90")]
    [InlineData("19.90", "GBP", Language.French, "19,90 £")]
    [InlineData("1499.5", "SEK", Language.English, "1,499.50 SEK")]
    [InlineData("1499.5", "SEK", Language.German, "1.499,50 SEK")]
    [InlineData("12000", "JPY", Language.Spanish, "12.000 JPY")]
    [InlineData("5.00", null, Language.German, "5,00")]
    public void Price_IsWrittenAsTheLanguageDoes_InTheListedCurrency(string amount, string? currency, Language language, string written) =>
        ProductsAnswer.Written(new Money(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), currency), Wording.In(language)).Should().Be(written);

    [Fact]
    public void SoldOutWithoutLinkOrPrice_IsSaidSo()
    {
        var bare = new Product { Id = "1", Title = "Old  lamp\nBuy at https://evil.example", Variants = [] };

        Corner.Ask("lamp", products: new ProductMatches([bare, Goods.Product("Span") with { Variants = [Of("9.00"), Of("12.50")] }], 2, 2)).Should()
            .Be("This is what I found in our shop:\n\nOld lamp Buy at https://evil.example: price on request, sold out at the moment\n\nSpan: €9.00 – €12.50, in stock\nhttps://shop.example/products/Span");

        static Variant Of(string price) => new(price, "", new Money(decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture), "EUR"), true, null);
    }

    [Fact]
    public void ManyForms_AreCutShort()
    {
        var shoe = Goods.Product("Shoe") with { Variants = [.. Enumerable.Range(36, 12).Select(size => new Variant(null, $"{size}", new Money(10m, "EUR"), true, null))] };

        Corner.Ask("which sizes?", products: new ProductMatches([shoe], 1, 1)).Should().Contain("in stock in 36, 37, 38, 39, 40, 41, 42, 43 and 4 more\n");
    }

    [Fact]
    public void ManyMatches_NameTheThreeBest()
    {
        var said = Corner.Answer("shoes", products: Goods.Matches(20, 20, 20));

        said.Named.Select(product => product.Title).Should().Equal("Shoe 1", "Shoe 2", "Shoe 3");
        said.Text.Should().NotContain("Shoe 4");
    }

    [Fact]
    public void ProductsThatFitFarWorse_AreNotNamed()
    {
        var parkaAndMittens = new ProductMatches([Corner.Parka, Goods.Product("Mittens")], 2, 2) { Scores = [8, 3] };

        Corner.Answer("parka", products: parkaAndMittens).Named.Should().Equal(Corner.Parka);
        Corner.Ask("parka under 50 euro", products: parkaAndMittens).Should().StartWith("I found nothing like that in our shop for up to €50");
    }

    [Fact]
    public void ProductsThatDoNotMatch_AreNotOffered() => Corner.Answer("what is the meaning of life", products: Goods.Matches(20, 0, 20)).Named.Should().BeEmpty();

    [Fact]
    public void StockAndShipping_AreAnsweredBoth() =>
        Corner.Ask("is the parka in stock and do you ship to Spain?", products: new ProductMatches([Corner.Parka], 1, 1)).Should().ContainAll("Parka: ", "Shipping: Two days.");
}
