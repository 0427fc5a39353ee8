using GptMessenger.Testing;
using Microsoft.Playwright;

namespace GptMessenger.Browser;

/// <summary>What README's first command opens, for somebody who is not signed in and has set nothing.</summary>
public sealed class SimulatorTests : IAsyncLifetime
{
    private readonly RealBrowser _browser = new();
    private Outside _outside = null!;
    private Product _product = null!;

    public async Task InitializeAsync()
    {
        await _browser.InitializeAsync();
        _outside = await Outside.StartAsync();
        _product = await Product.StartAsync(_outside, settings:
        [
            ("ASPNETCORE_ENVIRONMENT", "Development"), ("ADMIN_API_KEY", Product.AdminKey), ("SECRETS_KEY", null), ("PUBLIC_URL", null),
            ("FACEBOOK_APP_SECRET", null), ("FACEBOOK_VERIFY_TOKEN", null), ("FACEBOOK_APP_ID", null), ("GRAPH_ENDPOINT", null), ("GENAI_ENDPOINT", null), ("AGENT_API_KEY", null),
            ($"FACEBOOK_ACCESS_TOKEN_{Product.Page}", null), ($"PAGE_UUID_{Product.Page}", null),
        ]);
    }

    public async Task DisposeAsync()
    {
        await _product.DisposeAsync();
        await _outside.DisposeAsync();
        await _browser.DisposeAsync();
        Directory.Delete(_product.DataDir, recursive: true);
    }

    [BrowserFact]
    public async Task Visitor_WritesAndIsAnswered_AndALongPromptIsChecked()
    {
        await using var visitor = await Visitor.ComeAsync(_browser, _product.Address);
        await visitor.Page.GotoAsync($"{_product.Address}/simulator");
        var input = visitor.Page.GetByRole(AriaRole.Textbox).First;
        await Assertions.Expect(input).ToBeEnabledAsync();
        await input.FillAsync("Do you have lamps?");
        await input.PressAsync("Enter");
        await visitor.Page.GetByText("automated assistant").First.WaitForAsync();

        await visitor.SignInWithKeyAsync("5a3c9e52-0b1d-4c58-9d0e-5f0a3b7c2d11", Product.AdminKey);
        await visitor.OpenAsync("/prompt", "Prompt");
        await visitor.Page.GetByLabel("Prompt", new() { Exact = true }).FillAsync($"{new string('x', 30_000)} {{shopify_nonsense}}");
        await visitor.Page.GetByText("{shopify_nonsense} is unknown").WaitForAsync();
    }
}
