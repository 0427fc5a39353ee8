using GptMessenger.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;

namespace GptMessenger.Browser;

/// <summary>An operator watches customers, takes over, answers and hands back.</summary>
[Collection(Shop.Name)]
public sealed class InboxTests(Shop shop)
{
    [BrowserTheory]
    [InlineData(Screen.Desktop, false)]
    [InlineData(Screen.Phone, true)]
    public async Task Customer_IsSeenWithoutReloading_TakenOver_Answered_AndHandedBack(Screen screen, bool isDark)
    {
        var customer = new Customer(shop.Product, shop.Outside);
        shop.Outside.Profile = id => Results.Json(new { name = $"Zoë {id}", id });
        await using var owner = await Visitor.ComeAsync(shop.Browser, shop.Product.Address, screen, isDark);
        await owner.SignInWithKeyAsync(Product.Tenant, Product.AdminKey);
        await owner.OpenAsync("/inbox", "Inbox");
        var row = owner.Page.Locator($"a[href$='/{customer.Id}']");
        (await row.CountAsync()).Should().Be(0);

        await customer.AskAsync("Do you have red shoes? I want to talk to a human");
        await row.WaitForAsync();
        await row.GetByText("Asks for a person").WaitForAsync();
        await owner.ShouldBeSoundAsync("inbox-list");

        await row.ClickAsync();
        await owner.Heading($"Zoë {customer.Id}").WaitForAsync();
        await owner.Page.GetByText($"Customer {customer.Id} · facebook").WaitForAsync();
        await owner.Page.GetByText("The customer asks for a person.").WaitForAsync();
        await owner.Button("Why this answer?").ClickAsync();
        await owner.Page.GetByText("The model, checked against your shop's data").WaitForAsync();
        await owner.ShouldBeSoundAsync("inbox-thread");

        await owner.Button("Take over").ClickAsync();
        await owner.Button("Hand back to the bot").WaitForAsync();
        await owner.Page.GetByLabel("Your answer").FillAsync("Ann here: yes, in all sizes.");
        await owner.Button("Send").ClickAsync();
        var log = owner.Page.GetByRole(AriaRole.Log);
        await log.GetByText("Ann here: yes, in all sizes.").WaitForAsync();
        await log.GetByText("Your team").WaitForAsync();
        customer.Received.Should().ContainSingle(send => send.Text == "Ann here: yes, in all sizes.");
        await owner.Page.GetByText("The customer asks for a person.").WaitForAsync(new() { State = WaitForSelectorState.Detached });

        await customer.WriteAsync("Thank you, Ann!");
        await log.GetByText("Thank you, Ann!").WaitForAsync();
        await owner.ShouldBeSoundAsync("inbox-taken-over");

        await owner.Button("Hand back to the bot").ClickAsync();
        await owner.Button("Take over").WaitForAsync();
        await customer.AskAsync("And socks?");
        await log.GetByText("You said: And socks?").WaitForAsync();
    }

    [BrowserFact]
    public async Task Search_FiltersAndScrolling_FindConversations()
    {
        var customers = Enumerable.Range(0, 70).Select(_ => new Customer(shop.Product, shop.Outside)).ToList();
        await Parallel.ForEachAsync(customers, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (customer, _) => await customer.WriteAsync($"word of {customer.Id}"));
        await using var owner = await Visitor.ComeAsync(shop.Browser, shop.Product.Address);
        await owner.SignInWithKeyAsync(Product.Tenant, Product.AdminKey);
        await owner.OpenAsync("/inbox", "Inbox");
        await Assertions.Expect(owner.Page.Locator("ul.rows a").First).ToBeVisibleAsync();
        (await owner.Page.Locator("ul.rows a").CountAsync()).Should().BeLessThan(40, "only what is seen is there");
        for (int i = 0; i < 30; i++)
        {
            await owner.Page.Locator("ul.rows").EvaluateAsync("list => list.scrollBy(0, 400)");
            await Task.Delay(50);
        }

        await Assertions.Expect(owner.Page.Locator("ul.rows a").First).ToBeVisibleAsync();

        await owner.Page.GetByLabel("Search by name, id or last words").FillAsync(customers[0].Id);
        await Assertions.Expect(owner.Page.Locator("ul.rows a")).ToHaveCountAsync(1);
        await owner.Page.GetByLabel("Search by name, id or last words").FillAsync("nobody said this");
        await owner.Page.GetByText("No conversation fits.").WaitForAsync();
    }

    [BrowserFact]
    public async Task ConversationThatIsNot_IsNotFound()
    {
        await using var owner = await Visitor.ComeAsync(shop.Browser, shop.Product.Address);
        await owner.SignInWithKeyAsync(Product.Tenant, Product.AdminKey);
        foreach (string path in new[] { $"/inbox/facebook/{Product.Page}/1", "/inbox/telegram/1/2" })
        {
            var response = await owner.Page.GotoAsync(shop.Product.Address + path);
            response!.Status.Should().Be(404, path);
        }
    }
}
