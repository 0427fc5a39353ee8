using GptMessenger.Testing;
using Microsoft.Playwright;

namespace GptMessenger.Browser;

[Collection(Shop.Name)]
public sealed class CatalogueTests(Shop shop)
{
    private const string Csv = "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Price,Status\r\nboots,Red Winter Boots,Warm.,Fjell,Boots,,TRUE,Title,Default Title,B1,89.00,active\r\nsocks,Grey Wool Socks,Soft.,Fjell,Socks,,TRUE,Title,Default Title,S1,9.00,draft\r\n";

    [BrowserTheory]
    [InlineData(Screen.Desktop)]
    [InlineData(Screen.Phone)]
    public async Task FileIsUploaded_AndSearchedAsTheBotSearches(Screen screen)
    {
        await using var owner = await Visitor.ComeAsync(shop.Browser, shop.Product.Address, screen);
        await owner.SignInWithKeyAsync($"boots-{screen}", Product.AdminKey);
        await owner.OpenAsync("/catalogue", "Catalogue");
        await owner.Page.GetByText("No products are known yet").WaitForAsync();
        await owner.Page.GetByLabel("A file of products").SetInputFilesAsync(new FilePayload { Name = "products.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(Csv) });
        await owner.Button("Replace the products").ClickAsync();
        await owner.Page.GetByText("1 products are for sale").WaitForAsync();

        for (int tries = 0; ; tries++)
        {
            // A version of the catalogue is asked for every ten seconds.
            await owner.OpenAsync("/catalogue", "Catalogue");
            await owner.Page.GetByLabel("What a customer might write").FillAsync("do you have warm boots for winter?");
            await owner.Button("Search").ClickAsync();
            var (row, nothing) = (owner.Page.GetByRole(AriaRole.Cell, new() { Name = "Red Winter Boots" }), owner.Page.GetByText("The bot would find nothing"));
            await row.Or(nothing).WaitForAsync();
            if (await row.CountAsync() > 0)
            {
                break;
            }

            tries.Should().BeLessThan(30);
            await Task.Delay(500);
        }

        await owner.Page.GetByRole(AriaRole.Cell, new() { Name = "89" }).WaitForAsync();
        await owner.Page.GetByText("It is a draft or archived: 1").WaitForAsync();
        await owner.Page.GetByText("Which these are").ClickAsync();
        await owner.Page.GetByRole(AriaRole.Cell, new() { Name = "Grey Wool Socks" }).WaitForAsync();
        await owner.ShouldBeSoundAsync("catalogue-search");
    }
}
