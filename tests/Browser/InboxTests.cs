using System.Globalization;
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

    [BrowserTheory]
    [InlineData(Screen.Desktop)]
    [InlineData(Screen.Phone)]
    public async Task WhoPreparesAnAnswer_IsSeen_TheBotAndOtherPeople(Screen screen)
    {
        var customer = new Customer(shop.Product, shop.Outside);
        var model = shop.Outside.Model;
        var isThinking = new TaskCompletionSource();
        shop.Outside.Model = async prompt =>
        {
            if (prompt.Contains($"secret of {customer.Id}", StringComparison.Ordinal))
            {
                await isThinking.Task.WaitAsync(TimeSpan.FromMinutes(1));
            }

            return await model(prompt);
        };
        await using var ann = await Visitor.ComeAsync(shop.Browser, shop.Product.Address, screen);
        await using var bob = await Visitor.ComeAsync(shop.Browser, shop.Product.Address, screen);
        string path = $"/inbox/facebook/{Product.Page}/{customer.Id}";
        await customer.AskAsync("Hello");
        foreach (var visitor in new[] { ann, bob })
        {
            await visitor.SignInWithKeyAsync(Product.Tenant, Product.AdminKey);
            await visitor.Page.GotoAsync(shop.Product.Address + path);
            await visitor.LiveAsync();
        }

        // The model is not waited for without end, so both are there before the question is.
        await customer.WriteAsync($"What is the secret of {customer.Id}?");
        await ann.Page.GetByText("The bot is preparing an answer…").WaitForAsync();
        await ann.ShouldBeSoundAsync("inbox-bot-answers");
        isThinking.SetResult();
        await ann.Page.GetByRole(AriaRole.Log).GetByText("You said: What is the secret").WaitForAsync();
        await ann.Page.GetByText("The bot is preparing an answer…").WaitForAsync(new() { State = WaitForSelectorState.Detached });

        await bob.Page.GetByLabel("Your answer").PressSequentiallyAsync("Hello");
        await ann.Page.GetByText("admin key is writing…").WaitForAsync();
        (await bob.Page.GetByText("is writing…").CountAsync()).Should().Be(0, "nobody needs to be told what they do");
        await ann.ShouldBeSoundAsync("inbox-other-writes");
        await ann.Page.GetByText("admin key is writing…").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    [BrowserFact]
    public async Task Times_AreThoseOfTheBrowser_WithUtcBesideThem()
    {
        var customer = new Customer(shop.Product, shop.Outside);
        var before = DateTimeOffset.UtcNow.AddMinutes(-1);
        await customer.AskAsync("What time is it?");
        await using var owner = await Visitor.ComeAsync(shop.Browser, shop.Product.Address, timeZone: "Asia/Kathmandu");
        await owner.SignInWithKeyAsync(Product.Tenant, Product.AdminKey);
        await owner.Page.GotoAsync($"{shop.Product.Address}/inbox/facebook/{Product.Page}/{customer.Id}");
        await owner.LiveAsync();
        var time = owner.Page.GetByRole(AriaRole.Log).Locator("time").First;
        await Assertions.Expect(time).Not.ToContainTextAsync("UTC");
        var at = DateTimeOffset.Parse((await time.GetAttributeAsync("datetime"))!, CultureInfo.InvariantCulture);

        at.Should().BeOnOrAfter(before);
        (await time.TextContentAsync()).Should().Be(at.ToOffset(new TimeSpan(5, 45, 0)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        (await time.GetAttributeAsync("title")).Should().Be(at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture));
        string hour = at.ToOffset(new TimeSpan(5, 45, 0)).ToString("HH:mm", CultureInfo.InvariantCulture);
        await owner.Page.Locator($"a[href$='/{customer.Id}']").GetByText(hour).WaitForAsync();

        await owner.OpenAsync("/pages", "Pages");
        await Assertions.Expect(owner.Page.Locator("dl.moments time")).ToHaveCountAsync(2);
        await owner.ShouldBeSoundAsync("pages-last-messages");
    }

    [BrowserTheory]
    [InlineData(Screen.Desktop)]
    [InlineData(Screen.Phone)]
    public async Task CustomerWhoIsErased_IsGoneFromTheInboxAndItsSearch(Screen screen)
    {
        var customer = new Customer(shop.Product, shop.Outside);
        await customer.AskAsync("Forget me, please");
        await using var owner = await Visitor.ComeAsync(shop.Browser, shop.Product.Address, screen);
        await owner.SignInWithKeyAsync(Product.Tenant, Product.AdminKey);
        await owner.OpenAsync("/inbox", "Inbox");
        var row = owner.Page.Locator($"a[href$='/{customer.Id}']");
        await row.WaitForAsync();

        await owner.OpenAsync("/customers", "Customers");
        await owner.Page.GetByLabel("Customer's id at the page (PSID)").FillAsync(customer.Id);
        await owner.Button("Erase the customer").ClickAsync();
        var dialog = owner.Page.GetByRole(AriaRole.Dialog);
        await dialog.WaitForAsync();
        await owner.ShouldBeSoundAsync("customers-erase-sure");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Erase the customer", Exact = true }).ClickAsync();
        await owner.Page.GetByText("The customer is forgotten").WaitForAsync();
        await owner.ShouldBeSoundAsync("customers-erased");

        await owner.OpenAsync("/inbox", "Inbox");
        await owner.Page.GetByLabel("Search by name, id or last words").FillAsync(customer.Id);
        await owner.Page.GetByText("No conversation fits.").WaitForAsync();
        (await row.CountAsync()).Should().Be(0);
        var response = await owner.Page.GotoAsync($"{shop.Product.Address}/inbox/facebook/{Product.Page}/{customer.Id}");
        response!.Status.Should().Be(404);
        File.Exists(shop.Product.ConversationPath(customer.Id, Product.Page)).Should().BeFalse();
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
