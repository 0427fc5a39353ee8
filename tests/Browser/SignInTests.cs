using GptMessenger.Testing;
using Microsoft.Playwright;

namespace GptMessenger.Browser;

[Collection(Shop.Name)]
public sealed class SignInTests(Shop shop)
{
    [BrowserTheory]
    [InlineData(Screen.Desktop, false)]
    [InlineData(Screen.Phone, true)]
    public async Task EveryPage_IsSound(Screen screen, bool isDark)
    {
        await using var owner = await Visitor.ComeAsync(shop.Browser, shop.Product.Address, screen, isDark);
        await owner.Page.GotoAsync($"{shop.Product.Address}/sign-in");
        await owner.ShouldBeSoundAsync("sign-in");
        await owner.SignInWithKeyAsync(Product.Tenant, Product.AdminKey);

        foreach (var (path, title) in Shop.Pages)
        {
            await owner.OpenAsync(path, title);
            await owner.ShouldBeSoundAsync(path);
        }
    }

    [BrowserFact]
    public async Task Operator_IsLetIn_SeesWhatOperatorsSee_AndIsShutOut()
    {
        string name = $"kim-{Guid.NewGuid():N}@example.test";
        await using var owner = await Visitor.ComeAsync(shop.Browser, shop.Product.Address);
        await owner.SignInWithKeyAsync(Product.Tenant, Product.AdminKey);
        await owner.OpenAsync("/operators", "People");
        await owner.Page.GetByLabel("Name").FillAsync(name);
        await owner.Button("Add").ClickAsync();
        string password = await owner.Page.Locator("code").InnerTextAsync();
        await owner.Page.GetByRole(AriaRole.Cell, new() { Name = name, Exact = true }).WaitForAsync();

        await using var kim = await Visitor.ComeAsync(shop.Browser, shop.Product.Address);
        await kim.SignInAsync(name.ToUpperInvariant(), "not the password");
        await kim.Page.GetByText("That name and password do not fit").WaitForAsync();
        await kim.SignInAsync(name.ToUpperInvariant(), password);
        await kim.OpenAsync("/pages", "Pages");
        (await kim.Page.GetByRole(AriaRole.Link, new() { Name = "People" }).CountAsync()).Should().Be(0);
        await kim.Page.GotoAsync($"{shop.Product.Address}/operators");
        await kim.Heading("Not for you").WaitForAsync();

        await owner.Button($"Remove: {name}").ClickAsync();
        await owner.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await owner.Page.GetByText($"{name} was removed.").WaitForAsync();
        await kim.SignInAsync(name, password);
        await kim.Page.GetByText("That name and password do not fit").WaitForAsync();

        await owner.OpenAsync("/activity", "Activity");
        await owner.Page.GetByText($"let {name} in as operator").WaitForAsync();
        await owner.Page.GetByText($"shut {name} out").WaitForAsync();
    }
}
