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
    [InlineData("Are you open on Sunday?", "We are closed on Sunday.\n\nOur opening hours:\nMonday 09:00-17:00\nTuesday 09:00-17:00")]
    [InlineData("are you open on mondays and at the weekend", "Monday: 09:00-17:00. We are closed on Saturday. We are closed on Sunday.\n\nOur opening hours:\nMonday 09:00-17:00\nTuesday 09:00-17:00")]
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

    [Theory]
    [InlineData("a warm jacket under 150 euro", "149.00", true)]
    [InlineData("a warm jacket under 150 euro", "179.00", false)]
    [InlineData("jacket up to €150", "150.00", true)]
    [InlineData("Jacke bis 150€", "179.00", false)]
    [InlineData("jacket, max. 149,90 EUR", "149.95", false)]
    [InlineData("jacket for less than 1,500.00 euros", "1499.00", true)]
    [InlineData("jacket for less than 1.500 euros", "1501.00", false)]
    [InlineData("jacket no more than 100 euro", "101.00", false)]
    [InlineData("jacket for more than 100 euro", "101.00", true)]
    [InlineData("under 200 euro, better under 100 euro", "150.00", false)]
    [InlineData("a jacket under 5 kg", "179.00", true)]
    [InlineData("jacket 150 euro", "179.00", true)]
    [InlineData("jacket under 100 dollars", "101.00", false)]
    [InlineData("jacket under 100 pounds", "179.00", true)]
    public void PriceLimit_IsKept(string message, string price, bool isListed) =>
        OfflineResponder.Answer(message, Shop, Page, new ProductMatches([Goods.Product("Jacket", price)], 1, 1)).Contains($"Jacket: {price} EUR", StringComparison.Ordinal)
            .Should().Be(isListed);

    [Fact]
    public void CheaperMatchesFurtherDown_AreNamed() =>
        OfflineResponder.Answer("jacket under 150 euro", Shop, Page, new ProductMatches([Goods.Product("A", "179.00"), Goods.Product("B", "159.00"), Goods.Product("C", "99.00")], 3, 3))
            .Should().StartWith("This is what I found in our shop:\n\nC: 99.00 EUR").And.NotContain("179").And.NotContain("159");

    [Fact]
    public void NothingForThatPrice_IsSaid() =>
        OfflineResponder.Answer("jacket under 150 euro", Shop, Page, new ProductMatches([Goods.Product("A", "179.00")], 1, 1))
            .Should().Be("I found nothing like that in our shop for up to 150 EUR, so a person from our team will follow up here.");

    [Fact]
    public void OpenAroundTheClock_IsOpenOnSundays() =>
        OfflineResponder.Answer("Are you open on Sunday?", Shop, new PageProfile { OpeningHours = ["Open around the clock"] }, ProductMatches.None)
            .Should().Be("Our opening hours:\nOpen around the clock");

    [Fact]
    public void ManyMatches_NameTheThreeBest() =>
        OfflineResponder.Answer("shoes", Shop, Page, Goods.Matches(20, 20, 20)).Should().Contain("Shoe 3:").And.NotContain("Shoe 4:");

    [Fact]
    public void ProductsThatDoNotMatch_AreNotOffered() =>
        OfflineResponder.Answer("what is the meaning of life", Shop, Page, Goods.Matches(20, 0, 20)).Should().NotContain("Shoe");
}
