using GptMessenger.Api.Simulator;

namespace GptMessenger.Api.Tests.Simulator;

public sealed class SimulatorSettingsTests
{
    [Theory]
    [InlineData(null, "http://localhost:5080/")]
    [InlineData(" ", "http://localhost:5080/")]
    [InlineData("http://localhost:5099", "http://localhost:5099/")]
    [InlineData("http://127.0.0.1:7000/", "http://127.0.0.1:7000/")]
    [InlineData("https://localhost:5443;http://localhost:5080", "http://localhost:5080/")]
    [InlineData("https://localhost:5443", "https://localhost:5443/")]
    [InlineData("http://*:8080", "http://localhost:8080/")]
    [InlineData("http://+:8080", "http://localhost:8080/")]
    [InlineData("http://0.0.0.0:8080", "http://localhost:8080/")]
    [InlineData("http://[::]:8080", "http://localhost:8080/")]
    [InlineData("http://shop.internal", "http://shop.internal/")]
    public void OwnAddress_IsOneThatThisHostCanCall(string? urls, string expected) =>
        SimulatorSettings.OwnAddress(urls).AbsoluteUri.Should().Be(expected);

    [Fact]
    public void Defaults_PointTheProductHere() => SimulatorSettings.Defaults("http://*:8080", "token").Should().BeEquivalentTo(new Dictionary<string, string?>
    {
        ["PAGE_UUID_900000000000001"] = "5a3c9e52-0b1d-4c58-9d0e-5f0a3b7c2d11",
        ["FACEBOOK_ACCESS_TOKEN_900000000000001"] = "token",
        ["GRAPH_ENDPOINT"] = "http://localhost:8080/simulator/graph",
        ["PUBLIC_URL"] = "http://localhost:8080/",
        ["REHEARSAL_MS"] = "0",
    });

    [Fact]
    public void Keys_DoNotPrintTheirSecrets() =>
        new SimulatorKeys("secret-one", "42", "secret-two").ToString().Should().Contain("42").And.NotContain("secret");

    [Fact]
    public async Task Seeder_OffersTheThreeFilesOfTheContract()
    {
        var seeded = new Dictionary<string, int>();
        await new SampleShopSeeder((key, content, _) =>
        {
            seeded[key] = content.Length;
            return Task.CompletedTask;
        }).StartAsync(CancellationToken.None);

        seeded.Keys.Should().BeEquivalentTo(
            "users/5a3c9e52-0b1d-4c58-9d0e-5f0a3b7c2d11/shopify/shop_metadata.json",
            "users/5a3c9e52-0b1d-4c58-9d0e-5f0a3b7c2d11/shopify/shop_products.json",
            "users/5a3c9e52-0b1d-4c58-9d0e-5f0a3b7c2d11/facebook/900000000000001/page_metadata.json");
        seeded.Values.Should().OnlyContain(length => length > 500);
    }
}
