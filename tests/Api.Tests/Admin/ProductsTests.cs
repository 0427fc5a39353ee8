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

    private async Task<string> ShopAsync(string products)
    {
        string tenant = $"shop-{Guid.NewGuid():N}";
        string file = Path.Combine(running.Product.DataDir, "users", tenant, "shopify", "shop_products.json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, products);
        return tenant;
    }
}
