using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace GptMessenger.Browser;

/// <summary>Somebody with a browser in front of the console. Whatever a script complains of fails the test.</summary>
internal sealed partial class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];
    private readonly string _address;
    private readonly Screen _screen;

    private Visitor(IBrowserContext context, IPage page, string address, Screen screen)
    {
        (_context, Page, _address, _screen) = (context, page, address, screen);
        page.PageError += (_, error) => _complaints.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _complaints.Add($"{message.Text} {message.Location}");
            }
        };
    }

    public IPage Page { get; }

    public IBrowserContext Context => _context;

    public static async Task<Visitor> ComeAsync(RealBrowser browser, string address, Screen screen = Screen.Desktop, bool isDark = false, string? timeZone = null)
    {
        var context = await browser.Chromium.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = screen == Screen.Desktop ? new ViewportSize { Width = 1280, Height = 800 } : new ViewportSize { Width = 380, Height = 780 },
            TimezoneId = timeZone,
            ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
        });
        context.SetDefaultTimeout(20_000);
        return new Visitor(context, await context.NewPageAsync(), address, screen);
    }

    public async Task SignInWithKeyAsync(string tenant, string key)
    {
        await Page.GotoAsync($"{_address}/sign-in");
        if (!await Page.GetByLabel("Tenant").IsVisibleAsync())
        {
            await Page.GetByText("With the admin key").ClickAsync();
        }

        await Page.GetByLabel("Tenant").FillAsync(tenant);
        await Page.GetByLabel("Admin key").FillAsync(key);
        await Page.Locator("details").GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Page.WaitForURLAsync(address => !address.Contains("sign-in", StringComparison.Ordinal));
    }

    public async Task SignInAsync(string name, string password)
    {
        await Page.GotoAsync($"{_address}/sign-in");
        await Page.GetByLabel("Name or e-mail").FillAsync(name);
        await Page.GetByLabel("Password").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).First.ClickAsync();
    }

    /// <summary>Opens a page and waits until it is live.</summary>
    public async Task OpenAsync(string path, string title)
    {
        await Page.GotoAsync(_address + path);
        await Heading(title).WaitForAsync();
        await LiveAsync();
    }

    /// <summary>Until the page's circuit works: before, a click does nothing.</summary>
    public Task LiveAsync() => Page.Locator("[data-live]").WaitForAsync(new() { State = WaitForSelectorState.Attached });

    public ILocator Heading(string title) => Page.GetByRole(AriaRole.Heading, new() { Name = title, Level = 1 });

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>No finding of axe that is serious or worse, no complaint of a script; a picture is kept for people to look at.</summary>
    public async Task ShouldBeSoundAsync(string picture)
    {
        // Amid a change of colours nothing has the contrast that it is to have.
        for (int tries = 0; tries < 100 && await Page.EvaluateAsync<bool>("document.getAnimations().some(each => each instanceof CSSTransition)"); tries++)
        {
            await Task.Delay(20);
        }

        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Pictures(), $"{Unfit().Replace(picture, "-")}-{_screen.ToString().ToLowerInvariant()}.png") });
        var found = await FindAsync();

        // The colours may begin to change amid the look: what is wrong stays wrong.
        for (int tries = 0; tries < 5 && found.Count > 0; tries++)
        {
            await Task.Delay(300);
            found = await FindAsync();
        }

        found.Should().BeEmpty();
        (await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= window.innerWidth")).Should().BeTrue("nothing is wider than the screen");
        _complaints.Should().BeEmpty();
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private async Task<IReadOnlyList<string>> FindAsync() =>
        [.. (await Page.RunAxe()).Violations.Where(violation => violation.Impact is "serious" or "critical").SelectMany(Told)];

    private static IEnumerable<string> Told(AxeResultItem violation) => violation.Nodes.Select(node => $"{violation.Id}: {violation.Help}: {node.Html}");

    private static string Pictures() => Directory.CreateDirectory(Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder ? folder : Path.Combine(AppContext.BaseDirectory, "screenshots")).FullName;

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unfit();
}
