using GptMessenger.Domain.Shops;
using GptMessenger.Infrastructure.Shopify;

namespace GptMessenger.Infrastructure.Tests.Shopify;

public sealed class ProductIndexTests
{
    [Fact]
    public void TitleBeatsDescription_AndRareWordsBeatCommonOnes()
    {
        var index = Index(
            Product("Desk", description: "Fits every lamp."),
            Product("Floor lamp"),
            Product("Table lamp", tags: ["walnut"]),
            Product("Chair"));

        Titles(index, "a walnut lamp", 4).Should().Equal("Table lamp", "Floor lamp", "Desk", "Chair");
        index.Search("a walnut lamp", 4).Matched.Should().Be(3);
    }

    [Theory]
    [InlineData("LAMPS", "Floor lamp")]
    [InlineData("berry dress?", "Berries dress")]
    [InlineData("player 8 gb", "Player 8GB")]
    [InlineData("glasses", "Glass")]
    public void WordsMatch_WhateverTheirForm(string words, string title) =>
        Titles(Index(Product("Other"), Product("Floor lamp"), Product("Berries dress"), Product("Player 8GB"), Product("Glass")), words, 1).Should().Equal(title);

    [Fact]
    public void QuestionWithoutAProduct_MatchesNone_AndShowsOthers()
    {
        var (listings, matched) = Index(Product("A lamp", description: "What you need in your home."), Product("B")).Search("What are your hours? Do you have it?", 2);

        matched.Should().Be(0);
        listings.Should().HaveCount(2);
    }

    [Fact]
    public void AmongEquals_WhatIsInStockComesFirst() =>
        Titles(Index(Product("Red lamp", isAvailable: false), Product("Blue lamp")), "lamp", 2).Should().Equal("Blue lamp", "Red lamp");

    [Fact]
    public void Limit_HoldsForMatchesAndOthers()
    {
        var index = Index([.. Enumerable.Range(0, 50).Select(_ => Product("Lamp"))]);

        var (listings, matched) = index.Search("lamp", 20);

        (listings.Count, matched, index.Count).Should().Be((20, 20, 50));
        index.Search("lamp", 0).Listings.Should().BeEmpty();
    }

    private static ProductIndex Index(params Product[] products) => new([.. products.Select(product => new Listing(product, null))]);

    private static IEnumerable<string> Titles(ProductIndex index, string words, int limit) =>
        index.Search(words, limit).Listings.Select(listing => listing.Product.Title);

    private static Product Product(string title, string description = "", string[]? tags = null, bool isAvailable = true) =>
        new() { Id = title, Title = title, Description = description, Tags = tags ?? [], Variants = [new Variant(null, "", null, isAvailable, null)] };
}
