using System.Net;
using GptMessenger.Api.Tests.Running;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Admin;

[Collection(RunningProductTests.Name)]
public sealed class ProductsTests(RunningProduct running)
{
    private readonly Administrator _admin = new(running.Product);

    [Fact]
    public async Task Products_AreFoundBestFirst()
    {
        string tenant = await ShopAsync("""{"products":{"edges":[{"node":{"id":"gid://shopify/Product/7","title":"Garden Hose"}},{"node":{"id":"gid://shopify/Product/8","title":"Kitchen Faucet with Hose"}},{"node":{"id":"gid://shopify/Product/9","title":"Lamp"}}]}}""");

        var found = await _admin.ReadAsync($"/admin/users/{tenant}/products?query={Uri.EscapeDataString("hi! do you have a hsoe for the garden?")}");

        var products = found.GetProperty("products").EnumerateArray().ToList();
        products.Select(product => product.GetProperty("id").GetString()).Should().Equal("7", "8");
        products[0].GetProperty("title").GetString().Should().Be("Garden Hose");
        products.Select(product => product.GetProperty("score").GetDouble()).Should().BeInDescendingOrder();
        (await _admin.ReadAsync($"/admin/users/{tenant}/products?query=hose&limit=1")).GetProperty("products").GetArrayLength().Should().Be(1);
        (await _admin.ReadAsync($"/admin/users/{tenant}/products?query=zebra")).GetProperty("products").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task WhatIsNotOffered_IsToldWithItsReason()
    {
        string tenant = await ShopAsync("""[{"id":1,"title":"Hose"},{"id":2},{"id":3,"title":"Old Hose","status":"archived"}]""");

        var answer = await _admin.ReadAsync($"/admin/users/{tenant}/products/skipped");

        (answer.GetProperty("offered").GetInt32(), answer.GetProperty("skipped").GetInt32()).Should().Be((1, 2));
        answer.GetProperty("reasons").GetProperty("no_title").GetInt32().Should().Be(1);
        answer.GetProperty("products").EnumerateArray().Select(product => $"{product.GetProperty("reference")} {product.GetProperty("title")} {product.GetProperty("reason")}")
            .Should().Equal("2  no_title", "3 Old Hose not_active");
    }

    [Fact]
    public async Task TenantWithoutAShop_HasNoProducts() =>
        (await _admin.ReadAsync("/admin/users/nobody/products?query=hose")).GetProperty("products").GetArrayLength().Should().Be(0);

    [Theory]
    [InlineData("/admin/users/a/products")]
    [InlineData("/admin/users/a/products?query=%20")]
    [InlineData("/admin/users/a/products?query=hose&limit=0")]
    [InlineData("/admin/users/a/products?query=hose&limit=101")]
    [InlineData("/admin/users/a/products?query=hose&limit=many")]
    [InlineData("/admin/users/a%2Fb/products?query=hose")]
    public async Task WrongQuestion_IsToldSo(string address)
    {
        using var response = await _admin.SendAsync(HttpMethod.Get, address);

        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task UploadedFile_IsFoundAtOnceAndNotWrittenTwice()
    {
        string tenant = $"shop-{Guid.NewGuid():N}";
        const string Csv = "Handle,Title,Option1 Name,Option1 Value,Variant Price,Status\ngarden-hose,Garden Hose,Length,10 m,19.90,active\ngarden-hose,,,20 m,29.90,\nold-lamp,Old Lamp,,,5.00,draft\n";

        (await UploadAsync(tenant, "text/csv", Csv)).Should().Be("""{"offered":1,"hidden":1,"skipped":0,"changed":true}""");
        (await TitlesAsync(tenant, "hose")).Should().Equal("Garden Hose");
        (await UploadAsync(tenant, "text/csv", Csv)).Should().Contain("\"changed\":false");

        (await UploadAsync(tenant, "application/json", """{"products":[{"id":1,"title":"Garden Hose Reel"}]}""")).Should().Contain("\"changed\":true");
        (await TitlesAsync(tenant, "hose")).Should().Equal("Garden Hose Reel");
    }

    [Theory]
    [InlineData("application/json", "{\"products\":[{\"id\":1,\"title\":\"Hose\"}", HttpStatusCode.UnprocessableEntity)]
    [InlineData("application/json", "{}", HttpStatusCode.UnprocessableEntity)]
    [InlineData("text/csv", "Name,Price\nHose,3\n", HttpStatusCode.UnprocessableEntity)]
    [InlineData("text/plain", "Hose", HttpStatusCode.UnsupportedMediaType)]
    public async Task FileThatCannotBeUsed_IsRefusedAndTheLastStays(string type, string file, HttpStatusCode status)
    {
        string tenant = await ShopAsync("""[{"id":7,"title":"Garden Hose"}]""");

        using var response = await SendAsync(tenant, type, file);

        await response.ShouldBeProblemAsync(status);
        (await TitlesAsync(tenant, "hose")).Should().Equal("Garden Hose");
    }

    private async Task<string> UploadAsync(string tenant, string type, string file)
    {
        using var response = await SendAsync(tenant, type, file);
        string answer = await response.Content.ReadAsStringAsync();
        response.StatusCode.Should().Be(HttpStatusCode.OK, answer);
        return answer;
    }

    private Task<HttpResponseMessage> SendAsync(string tenant, string type, string file) =>
        _admin.SendAsync(HttpMethod.Put, $"/admin/users/{tenant}/products", file, type);

    private async Task<IEnumerable<string?>> TitlesAsync(string tenant, string query) =>
        (await _admin.ReadAsync($"/admin/users/{tenant}/products?query={query}")).GetProperty("products").EnumerateArray().Select(product => product.GetProperty("title").GetString());

    private async Task<string> ShopAsync(string products)
    {
        string tenant = $"shop-{Guid.NewGuid():N}";
        string file = Path.Combine(running.Product.DataDir, "users", tenant, "shopify", "shop_products.json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, products);
        return tenant;
    }
}
