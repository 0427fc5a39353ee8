using GptMessenger.Testing;
using Microsoft.Playwright;

namespace GptMessenger.Browser;

/// <summary>An owner looks at what the bot did and what it cost, and limits it. On a product of its own, whose prices are known.</summary>
public sealed class NumbersTests : IAsyncLifetime
{
    private readonly RealBrowser _browser = new();
    private Outside _outside = null!;
    private Product _product = null!;

    public async Task InitializeAsync()
    {
        await _browser.InitializeAsync();
        _outside = await Outside.StartAsync();
        _product = await Product.StartAsync(_outside, settings: [("GENAI_PRICE_INPUT", "1"), ("GENAI_PRICE_OUTPUT", "10")]);
    }

    public async Task DisposeAsync()
    {
        await _product.DisposeAsync();
        await _outside.DisposeAsync();
        await _browser.DisposeAsync();
        Directory.Delete(_product.DataDir, recursive: true);
    }

    [BrowserTheory]
    [InlineData(Screen.Desktop, false)]
    [InlineData(Screen.Phone, true)]
    public async Task Owner_SeesWhatWasDone_AndLimitsWhatItCosts(Screen screen, bool isDark)
    {
        await using var owner = await Visitor.ComeAsync(_browser, _product.Address, screen, isDark);
        await owner.SignInWithKeyAsync(Product.Tenant, Product.AdminKey);
        await owner.OpenAsync("/numbers", "Numbers");
        await owner.Page.GetByText("Nothing in this time").WaitForAsync();
        await owner.ShouldBeSoundAsync("numbers-empty");

        var customer = new Customer(_product, _outside, Product.Page);
        await customer.AskAsync("do you have mugs?");
        await AnswersAsync(owner, "1");
        await owner.Page.GetByText("0.0002 USD, no limit").First.WaitForAsync();
        await owner.Page.GetByText("Conversations and answers as a table").ClickAsync();
        await owner.Page.GetByRole(AriaRole.Columnheader, new() { Name = "Left to a person" }).WaitForAsync();
        await owner.ShouldBeSoundAsync("numbers");
        await owner.Page.GetByText("Cost (USD) as a table").ClickAsync();
        await owner.Page.GetByRole(AriaRole.Cell, new() { Name = "0.0002", Exact = true }).WaitForAsync();
        await owner.ShouldBeSoundAsync("numbers-cost");

        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "Set limits" }).ClickAsync();
        await owner.Heading("Limits").WaitForAsync();
        await owner.Page.GetByLabel("For a day (USD)").FillAsync("much");
        await owner.Button("Save").ClickAsync();
        await owner.Page.GetByText("Amounts are numbers such as").WaitForAsync();
        await owner.Page.GetByLabel("For a day (USD)").FillAsync("0");
        await owner.Page.GetByLabel("Answers of the model for one customer").FillAsync("30");
        await owner.Button("Save").ClickAsync();
        await owner.Page.GetByText("Saved. It holds at once.").WaitForAsync();
        await owner.ShouldBeSoundAsync("spending");

        int asked = _outside.Prompts.Count;
        (await customer.AskAsync("and lamps?")).Text.Should().NotContain("You said");
        _outside.Prompts.Should().HaveCount(asked);
        await AnswersAsync(owner, "2");
        await owner.Page.GetByText("Reached: customers are answered").First.WaitForAsync();
        await owner.Page.GetByText("Answers without the model, refused drafts as a table").ClickAsync();
        await owner.Page.GetByRole(AriaRole.Columnheader, new() { Name = "Limit of the day" }).WaitForAsync();
        await owner.ShouldBeSoundAsync("numbers-limit");

        await owner.Button("7 days").ClickAsync();
        await Assertions.Expect(owner.Page.Locator("table").First.Locator("tbody tr")).ToHaveCountAsync(7);
        (await owner.Page.GetByLabel("From").InputValueAsync()).Should().Be($"{DateTimeOffset.UtcNow.AddDays(-6):yyyy-MM-dd}");
        var file = await owner.Page.RunAndWaitForDownloadAsync(() => owner.Page.GetByRole(AriaRole.Link, new() { Name = "Download (CSV)" }).ClickAsync());
        file.SuggestedFilename.Should().StartWith("numbers-").And.EndWith(".csv");
        (await File.ReadAllLinesAsync(await file.PathAsync())).Should().HaveCount(8).And.Contain(line => line.Contains(",100,10,0.0002,USD", StringComparison.Ordinal));
    }

    /// <summary>The page, as soon as so many answers are on it: they are counted a moment after they were sent.</summary>
    private static async Task AnswersAsync(Visitor owner, string answers)
    {
        for (int i = 0; ; i++)
        {
            await owner.OpenAsync("/numbers", "Numbers");
            var figure = owner.Page.Locator("dl.figures > div").Filter(new() { HasText = "Answers" });
            await owner.Page.Locator("dl.figures").Or(owner.Page.GetByText("Nothing in this time")).First.WaitForAsync();
            if (await figure.CountAsync() > 0 && await figure.Locator("dd").First.InnerTextAsync() == answers)
            {
                return;
            }

            i.Should().BeLessThan(20, "the answers are counted by now");
            await Task.Delay(100);
        }
    }
}
