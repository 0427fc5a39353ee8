using GptMessenger.Testing;
using Microsoft.Playwright;

namespace GptMessenger.Browser;

/// <summary>A prompt is written, tried on what a customer asked, published, and taken back with one click.</summary>
[Collection(Shop.Name)]
public sealed class PromptTests(Shop shop)
{
    private const string Draft = "FIRST, kindly. {shopify_products}\n=====\n{conversation_history}\nCustomer Message: {message_text}";
    private const string Lying = "LIE about prices. {shopify_products}\n=====\n{conversation_history}\nCustomer Message: {message_text}";

    [BrowserTheory]
    [InlineData(Screen.Desktop, false)]
    [InlineData(Screen.Phone, true)]
    public async Task PromptIsWritten_Tried_Published_AndRolledBack(Screen screen, bool isDark)
    {
        // What was asked before is the tenant's: each screen has a product, and so a history, of its own.
        await using var outside = await Outside.StartAsync();
        await using var product = await Product.StartAsync(outside);
        outside.Model = prompt => Task.FromResult(
            prompt.Contains("LIE about", StringComparison.Ordinal) ? "They cost 5.00 EUR, with code CHEAP50." : prompt.Contains("FIRST", StringComparison.Ordinal) ? "Kindly: yes, we have boots." : "Yes, we have boots.");
        var customer = new Customer(product, outside);
        await customer.AskAsync("do you have boots?");
        await using var owner = await Visitor.ComeAsync(shop.Browser, product.Address, screen, isDark);
        await owner.SignInWithKeyAsync(Product.Tenant, Product.AdminKey);
        await owner.OpenAsync("/prompt", "Prompt");
        await owner.Page.GetByText("The common prompt of this installation").WaitForAsync();
        await owner.Page.GetByText("There are none yet").WaitForAsync();
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = $"Switch to {(isDark ? "light" : "dark")} colours" }).WaitForAsync();
        await owner.ShouldBeSoundAsync("prompt-empty");
        var box = owner.Page.GetByLabel("Prompt", new() { Exact = true });

        (await box.InputValueAsync()).Should().StartWith("You are the sales assistant");

        await box.FillAsync("Hello\n{weather}");
        await owner.Page.GetByText("{weather} is unknown").WaitForAsync();
        await owner.Page.GetByText("It has no {message_text}").WaitForAsync();
        (await owner.Button("Publish").IsDisabledAsync()).Should().BeTrue();
        (await owner.Button("Try on past questions").IsDisabledAsync()).Should().BeTrue();
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "line 2", Exact = true }).ClickAsync();
        await UntilAsync(box, "box => box.value.slice(box.selectionStart, box.selectionEnd) === '{weather}'");
        await owner.ShouldBeSoundAsync("prompt-problems");
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "{message_text}: put it" }).ClickAsync();
        await UntilAsync(box, "box => box.value === 'Hello\\n{weather}{message_text}' || box.value === 'Hello\\n{message_text}{weather}'");

        await box.FillAsync(Lying);
        await owner.Page.GetByText("Nothing to object").WaitForAsync();
        await owner.Button("Try on past questions").ClickAsync();
        await owner.Page.GetByText("Refused: answered without the model").WaitForAsync();
        await owner.Page.GetByText("refused drafts of 0 of the old answers and of 1 with this draft").WaitForAsync();
        await owner.Page.Locator(".asked .words").GetByText("do you have boots?").WaitForAsync();
        await owner.Page.GetByText("5.00 EUR").First.WaitForAsync();
        await owner.Page.Locator(".trial").ScrollIntoViewIfNeededAsync();
        await owner.ShouldBeSoundAsync("prompt-refused");
        outside.Sends.Should().OnlyContain(send => !send.Text.Contains("CHEAP50", StringComparison.Ordinal), "nothing of a draft is sent");
        await owner.Button("Publish").ClickAsync();
        await owner.Page.GetByText("1 of 1 answers with this draft were refused").WaitForAsync();
        await owner.Page.GetByText("Publish all the same").ScrollIntoViewIfNeededAsync();
        await owner.ShouldBeSoundAsync("prompt-warned");
        await owner.Button("Keep working on it").ClickAsync();
        File.Exists(Path.Combine(product.DataDir, "users", Product.Tenant, "prompt.txt")).Should().BeFalse();

        await box.FillAsync(Draft);
        await owner.Button("Try on past questions").ClickAsync();
        await owner.Page.GetByText("Kindly: yes").WaitForAsync();
        await owner.Page.GetByLabel("A question of your own").FillAsync("and shoes?");
        await owner.Button("Ask").ClickAsync();
        await owner.Page.GetByText("With the prompt in force").WaitForAsync();
        await owner.Page.GetByText("Kindly: yes").WaitForAsync();
        await owner.ShouldBeSoundAsync("prompt-tried");
        await owner.Page.GetByLabel("Note").FillAsync("kinder");
        await owner.Button("Publish").ClickAsync();
        await owner.Page.GetByText("Published. The next answer").WaitForAsync();
        await customer.AskAsync("and today?");
        outside.Prompts.Last().Should().StartWith("FIRST");

        await box.FillAsync(Lying);
        await owner.Page.GetByText("What the draft changes", new() { Exact = true }).ClickAsync();
        await owner.Page.GetByText("Added: LIE about prices.").WaitForAsync();
        await owner.Button("Publish").ClickAsync();
        await owner.Page.GetByText("Published. The next answer").WaitForAsync();
        await owner.Page.Locator(".versions > li").Nth(1).WaitForAsync();
        await owner.Page.Locator(".versions > li").Nth(1).GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        await owner.Page.GetByText("Removed: FIRST, kindly.").WaitForAsync();
        await owner.Page.Locator(".versions").ScrollIntoViewIfNeededAsync();
        await owner.ShouldBeSoundAsync("prompt-versions");
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Roll back" }).ClickAsync();
        await owner.Page.GetByText("Rolled back. The next answer").WaitForAsync();
        (await File.ReadAllTextAsync(Path.Combine(product.DataDir, "users", Product.Tenant, "prompt.txt"))).Should().Be(Draft);
        await owner.Page.Locator(".versions > li").Nth(2).WaitForAsync();
        await customer.AskAsync("and now?");
        outside.Prompts.Last().Should().StartWith("FIRST");
        await owner.ShouldBeSoundAsync("prompt-rolled-back");
        Directory.Delete(product.DataDir, recursive: true);
    }

    [BrowserFact]
    public async Task WhoeverComesSecond_KeepsTheDraft_AndPublishesAfterLooking()
    {
        string tenant = $"prompt-{Guid.NewGuid():N}";
        await using var first = await Visitor.ComeAsync(shop.Browser, shop.Product.Address);
        await using var second = await Visitor.ComeAsync(shop.Browser, shop.Product.Address);
        foreach (var owner in new[] { first, second })
        {
            await owner.SignInWithKeyAsync(tenant, Product.AdminKey);
            await owner.OpenAsync("/prompt", "Prompt");
        }

        foreach (var (owner, text) in new[] { (first, Draft), (second, Lying) })
        {
            await owner.Page.GetByLabel("Prompt", new() { Exact = true }).FillAsync(text);
            await owner.Button("Publish").ClickAsync();
            await owner.Page.GetByText(owner == first ? "Published. The next answer" : "Somebody else has changed the prompt").WaitForAsync();
        }

        (await second.Page.GetByLabel("Prompt", new() { Exact = true }).InputValueAsync()).Should().Be(Lying);
        await second.Page.GetByText("What the draft changes", new() { Exact = true }).ClickAsync();
        await second.Page.GetByText("Removed: FIRST, kindly.").WaitForAsync();
        await second.ShouldBeSoundAsync("prompt-conflict");
        await second.Button("Publish").ClickAsync();
        await second.Page.GetByText("Published. The next answer").WaitForAsync();
        await second.Page.Locator(".versions > li").Nth(1).WaitForAsync();
        await second.Button("Return to the common prompt").ClickAsync();
        await second.Page.GetByText("The common prompt of this installation").WaitForAsync();
        await second.Page.GetByText("returned to the common prompt by admin key").WaitForAsync();
    }

    [BrowserFact]
    public async Task Answers_ComeOneByOne_AndAPreviewCanBeStopped()
    {
        await using var outside = await Outside.StartAsync();
        await using var product = await Product.StartAsync(outside);
        foreach (string question in new[] { "first question", "second question" })
        {
            await new Customer(product, outside).AskAsync(question);
        }

        var thinks = new TaskCompletionSource();
        outside.Model = async prompt =>
        {
            if (prompt.Contains("first question", StringComparison.Ordinal))
            {
                await thinks.Task;
            }

            return "Kindly: yes.";
        };
        await using var owner = await Visitor.ComeAsync(shop.Browser, product.Address);
        await owner.SignInWithKeyAsync(Product.Tenant, Product.AdminKey);
        await owner.OpenAsync("/prompt", "Prompt");
        await owner.Button("Try on past questions").ClickAsync();

        await owner.Page.GetByText("Kindly: yes.").WaitForAsync();
        await owner.Page.GetByText("1 of 2 tried").WaitForAsync();
        await owner.Page.GetByText("Being answered…").WaitForAsync();
        await owner.ShouldBeSoundAsync("prompt-running");
        await owner.Button("Stop").ClickAsync();
        await owner.Page.GetByText("Stopped.").WaitForAsync();
        await owner.Page.GetByText("Not tried.").WaitForAsync();
        (await owner.Button("Try on past questions").IsEnabledAsync()).Should().BeTrue();
        thinks.SetResult();
        Directory.Delete(product.DataDir, recursive: true);
    }

    [BrowserFact]
    public async Task WithoutAModel_ThePreviewSaysThatItNeedsOne_AndOperatorsOnlyTry()
    {
        await using var product = await Product.StartAsync(shop.Outside, settings: [("AGENT_API_KEY", null)]);
        await using var owner = await Visitor.ComeAsync(shop.Browser, product.Address);
        await owner.SignInWithKeyAsync(Product.Tenant, Product.AdminKey);
        await owner.OpenAsync("/prompt", "Prompt");
        await owner.Button("Try on past questions").ClickAsync();
        await owner.Page.GetByText("No customer has been answered yet").WaitForAsync();
        await owner.Page.GetByLabel("A question of your own").FillAsync("and shoes?");
        await owner.Button("Ask").ClickAsync();
        await owner.Page.GetByText("Previews need a model, and there was no answer of one: AGENT_API_KEY is not set").WaitForAsync();
        await owner.ShouldBeSoundAsync("prompt-no-model");

        await owner.OpenAsync("/operators", "People");
        await owner.Page.GetByLabel("Name").FillAsync("op@example.test");
        await owner.Button("Add").ClickAsync();
        string password = (await owner.Page.Locator("code").First.TextContentAsync())!;
        await using var op = await Visitor.ComeAsync(shop.Browser, product.Address);
        await op.SignInAsync("op@example.test", password);
        await op.OpenAsync("/prompt", "Prompt");
        await op.Page.GetByText("Owners publish prompts").WaitForAsync();
        (await op.Button("Publish").CountAsync()).Should().Be(0);
        (await op.Button("Try on past questions").IsEnabledAsync()).Should().BeTrue();
        Directory.Delete(product.DataDir, recursive: true);
    }

    /// <summary>Until something is true of the box; the page's policy lets no script of ours wait for it there.</summary>
    private static async Task UntilAsync(ILocator box, string condition)
    {
        for (int tries = 0; !await box.EvaluateAsync<bool>(condition); tries++)
        {
            tries.Should().BeLessThan(200, condition);
            await Task.Delay(50);
        }
    }
}
