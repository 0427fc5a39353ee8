using GptMessenger.Testing;
using Microsoft.Playwright;

namespace GptMessenger.Browser;

/// <summary>An owner looks up what an answer rests on.</summary>
[Collection(Shop.Name)]
public sealed class ReasonTests(Shop shop)
{
    [BrowserTheory]
    [InlineData(Screen.Desktop)]
    [InlineData(Screen.Phone)]
    public async Task ProductsBehindAnAnswer_AreNamed_AlsoThoseThatAreGone(Screen screen)
    {
        // A shop of its own: the others sell nothing.
        var product = await Product.StartAsync(shop.Outside);
        await using (product)
        {
            await LookAsync(product, screen);
        }

        Directory.Delete(product.DataDir, recursive: true);
    }

    private async Task LookAsync(Product product, Screen screen)
    {
        string file = Path.Combine(product.DataDir, "users", Product.Tenant, "shopify", "shop_products.json");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        const string Hose = """{"id":7,"title":"Garden Hose","onlineStoreUrl":"https://shop.example.test/hose","variants":[{"price":"19.90"},{"price":"29.90"}]}""";
        await File.WriteAllTextAsync(file, $$"""[{{Hose}},{"id":8,"title":"Old Hose","variants":[{"price":"9.90"}]}]""");
        var customer = new Customer(product, shop.Outside);
        await customer.AskAsync("hose?");
        await using var owner = await Visitor.ComeAsync(shop.Browser, product.Address, screen);
        await owner.SignInWithKeyAsync(Product.Tenant, Product.AdminKey);
        var products = await ReasonAsync();
        await products.GetByRole(AriaRole.Link, new() { Name = "Garden Hose" }).WaitForAsync();
        await products.GetByText("19.90 – 29.90").WaitForAsync();
        await products.GetByText("Old Hose").WaitForAsync();

        await File.WriteAllTextAsync(file, $"[{Hose}]");
        for (int tries = 0; ; tries++)
        {
            products = await ReasonAsync();
            await products.GetByRole(AriaRole.Link, new() { Name = "Garden Hose" }).WaitForAsync();
            if (await products.GetByText("is no longer in the catalogue").CountAsync() == 1)
            {
                break;
            }

            // A version of the catalogue is asked for every ten seconds.
            tries.Should().BeLessThan(30);
            await Task.Delay(500);
        }

        await owner.ShouldBeSoundAsync("reason-products");

        async Task<ILocator> ReasonAsync()
        {
            await owner.Page.GotoAsync($"{product.Address}/inbox/facebook/{customer.Page}/{customer.Id}");
            await owner.LiveAsync();
            await owner.Button("Why this answer?").First.ClickAsync();
            return owner.Page.Locator("ul.products");
        }
    }
}
