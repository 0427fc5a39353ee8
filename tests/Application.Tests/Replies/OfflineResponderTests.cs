using GptMessenger.Application.Replies;
using GptMessenger.Application.Shops;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Tests.Replies;

public class OfflineResponderTests
{
    private static readonly Shop Shop = new()
    {
        Email = "hi@shop.example",
        Policies = [new ShopPolicy(PolicyKind.Refund, "Refunds", "30 days."), new ShopPolicy(PolicyKind.Shipping, "Shipping", "Two days.")],
    };

    private static readonly PageProfile Page = new() { Phone = "+49 30 1234", OpeningHours = ["Monday 09:00-17:00", "Tuesday 09:00-17:00"] };

    [Theory]
    [InlineData("When do you open?", "Our opening hours:\nMonday 09:00-17:00\nTuesday 09:00-17:00")]
    [InlineData("OPENING HOURS", "Our opening hours:\nMonday 09:00-17:00\nTuesday 09:00-17:00")]
    [InlineData("Can I get my money back?", "Refunds: 30 days.")]
    [InlineData("do you ship to Spain", "Shipping: Two days.")]
    [InlineData("I want to talk to a human!", "You can reach us here: +49 30 1234, hi@shop.example.")]
    [InlineData("asdf", "Thank you for your message! I have no sure answer to that, so a person from our team will follow up here.")]
    [InlineData("", "Thank you for your message! I have no sure answer to that, so a person from our team will follow up here.")]
    [InlineData("shipwreck", "Thank you for your message! I have no sure answer to that, so a person from our team will follow up here.")]
    public void Question_IsAnsweredFromTheShopsData(string message, string answer) =>
        OfflineResponder.Answer(message, Shop, Page, ProductMatches.None).Should().Be(answer);

    [Theory]
    [InlineData("When do you open?")]
    [InlineData("Can I return it?")]
    [InlineData("do you ship?")]
    [InlineData("call me")]
    public void NothingKnown_SaysThatAPersonFollowsUp(string message) =>
        OfflineResponder.Answer(message, Shop.Unknown, PageProfile.Unknown, ProductMatches.None).Should().EndWith("a person from our team will follow up here.");

    [Fact]
    public void MatchingProducts_AreNamedWithPriceAvailabilityAndLink()
    {
        var products = new ProductMatches([Goods.Product("Red"), Goods.Product("Blue", "5.00", isAvailable: false) with { Link = null }, Goods.Product("Other")], Matched: 2, Total: 3);

        OfflineResponder.Answer("shoes", Shop, Page, products).Should().Be(
            "This is what I found in our shop:\n\nRed: 19.90 EUR, in stock\nhttps://shop.example/products/Red\n\nBlue: 5.00 EUR, sold out at the moment");
    }

    [Fact]
    public void ManyMatches_NameTheThreeBest() =>
        OfflineResponder.Answer("shoes", Shop, Page, Goods.Matches(20, 20, 20)).Should().Contain("Shoe 3:").And.NotContain("Shoe 4:");

    [Fact]
    public void ProductsThatDoNotMatch_AreNotOffered() =>
        OfflineResponder.Answer("what is the meaning of life", Shop, Page, Goods.Matches(20, 0, 20)).Should().NotContain("Shoe");
}
