using GptMessenger.Api.Simulator;
using GptMessenger.Api.Simulator.Chat;

namespace GptMessenger.Api.Tests.Simulator;

public sealed class ChatViewTests
{
    [Theory]
    [InlineData("Look: https://fjordlight.example/products/topp-beanie.", "Look: |[Topp Ribbed Beanie](/simulator/shop/products/topp-beanie)|.")]
    [InlineData("The Topp Ribbed Beanie (https://fjordlight.example/products/topp-beanie)!", "The Topp Ribbed Beanie (|[see it in the shop](/simulator/shop/products/topp-beanie)|)!")]
    [InlineData("https://fjordlight.example/policies/shipping-policy", "[Shipping](/simulator/shop/policies/shipping-policy)")]
    [InlineData("https://fjordlight.example/cart/1:2", "[Your filled cart](/simulator/shop/cart/1:2)")]
    [InlineData("https://other.example/a?b=c, ok", "[other.example/a](https://other.example/a?b=c)|, ok")]
    [InlineData("javascript:alert(1) and <b>no</b>", "javascript:alert(1) and <b>no</b>")]
    [InlineData("", "")]
    public void Links_GetWords(string text, string runs) =>
        string.Join('|', ChatText.Runs(text).Select(run => run.Link is null ? run.Text : $"[{run.Text}]({run.Link})")).Should().Be(runs);

    [Fact]
    public void Messages_AreGroupedByAuthorAndTime()
    {
        var noon = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
        var lines = ThreadView.Of(
        [
            new("1", Author.Customer, noon),
            new("2", Author.Customer, noon.AddMinutes(1)),
            new("3", Author.Page, noon.AddMinutes(2)),
            new("4", Author.Page, noon.AddMinutes(30)),
        ]).ToList();

        lines.Select(line => line.ShowsTime).Should().Equal(true, false, false, true);
        lines.Select(line => line.StartsGroup).Should().Equal(true, false, true, true);
        lines.Select(line => line.EndsGroup).Should().Equal(false, true, true, true);
        lines.Select(line => line.IsNewestOfCustomer).Should().Equal(false, true, false, false);
    }
}
