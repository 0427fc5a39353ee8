using GptMessenger.Testing;

namespace GptMessenger.Browser;

[Collection(Shop.Name)]
public sealed class PagesTests(Shop shop)
{
    [BrowserTheory]
    [InlineData(Screen.Desktop)]
    [InlineData(Screen.Phone)]
    public async Task BotIsSilencedOnAllPages_AndGoesOnOnAll(Screen screen)
    {
        await using var owner = await Visitor.ComeAsync(shop.Browser, shop.Product.Address, screen);
        await owner.SignInWithKeyAsync(Shop.TwoPagesTenant, Product.AdminKey);
        await owner.OpenAsync("/pages", "Pages");
        var customers = Shop.TwoPages.Select(page => new Customer(shop.Product, shop.Outside, page)).ToList();

        await owner.Button("Pause the bot on all pages").ClickAsync();
        await owner.Button("Let the bot go on on all pages").WaitForAsync();
        (await owner.Page.GetByText("The bot keeps silent on the whole page since").CountAsync()).Should().Be(2);
        await owner.ShouldBeSoundAsync("all-pages-silent");
        foreach (var customer in customers)
        {
            await customer.WriteAsync("Is somebody there?");
        }

        await owner.OpenAsync("/inbox", "Inbox");
        await owner.Page.GetByText("Is somebody there?").Nth(1).WaitForAsync();
        await owner.OpenAsync("/pages", "Pages");
        await owner.Button("Let the bot go on on all pages").ClickAsync();
        await owner.Button("Pause the bot on all pages").WaitForAsync();

        foreach (var customer in customers)
        {
            await customer.WriteAsync("And now?");
            (await shop.Outside.SentToAsync(customer.Id, 1)).Should().ContainSingle().Which.Text.Should().Contain("And now?");
        }
    }
}
