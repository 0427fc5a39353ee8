using System.Net;
using GptMessenger.Api.Simulator.Storefront;

namespace GptMessenger.Api.Tests.Simulator;

public sealed class StorefrontTests(SimulatedFacebook facebook) : IClassFixture<SimulatedFacebook>
{
    [Fact]
    public async Task EveryProductOnSale_HasItsPageAndPicture()
    {
        SampleShop.OnSale.Should().HaveCountGreaterThan(80);
        foreach (var product in SampleShop.OnSale)
        {
            (await facebook.Http.GetStringAsync(new Uri(facebook.Http.BaseAddress!, $"/simulator/shop/products/{product.Handle}")))
                .Should().Contain(WebUtility.HtmlEncode(product.Title)).And.Contain(product.Variants[0].Price);
            SampleShop.Image(product.Handle).Should().NotBeNull(product.Handle);
        }
    }

    [Theory]
    [InlineData("/simulator/shop/images/topp-beanie.svg", HttpStatusCode.OK)]
    [InlineData("/simulator/shop/images/nothing.svg", HttpStatusCode.NotFound)]
    [InlineData("/simulator/shop/images/..%2fshop_metadata.json", HttpStatusCode.NotFound)]
    [InlineData("/simulator/shop/images/..%2f..%2fappsettings.svg", HttpStatusCode.NotFound)]
    [InlineData("/simulator/shop/products/nothing", HttpStatusCode.NotFound)]
    [InlineData("/simulator/shop/policies/shipping-policy", HttpStatusCode.OK)]
    [InlineData("/simulator/shop/policies/nothing", HttpStatusCode.NotFound)]
    [InlineData("/simulator/shop/cart/4100000000001:2,nonsense,42:1", HttpStatusCode.OK)]
    [InlineData("/simulator/shop", HttpStatusCode.OK)]
    public async Task Address_LeadsWhereItShould(string path, HttpStatusCode status)
    {
        using var response = await facebook.Http.GetAsync(new Uri(facebook.Http.BaseAddress!, path));

        response.StatusCode.Should().Be(status);
    }

    [Fact]
    public async Task Cart_AddsUp() =>
        (await facebook.Http.GetStringAsync(new Uri(facebook.Http.BaseAddress!, "/simulator/shop/cart/4100000000001:2"))).Should().Contain("658.00 EUR");

    [Fact]
    public async Task ChatPage_IsServed()
    {
        string page = await facebook.Http.GetStringAsync(new Uri(facebook.Http.BaseAddress!, "/simulator"));

        page.Should().Contain("Fjordlight Outdoor").And.Contain("_framework/blazor.web.js");
    }
}
