using GptMessenger.Testing;
using Microsoft.Playwright;

namespace GptMessenger.Browser;

/// <summary>Debian's Chromium, driven as a person would. One for all tests; each has a context, and so cookies, of its own.</summary>
public sealed class RealBrowser : IAsyncLifetime
{
    private const string Program = "/usr/bin/chromium";

    private IPlaywright? _playwright;

    public static string? MissingReason { get; } = ServerProcess.MissingReason("chromium", File.Exists(Program));

    public IBrowser Chromium { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (MissingReason is null)
        {
            _playwright = await Playwright.CreateAsync();
            Chromium = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Args = ["--no-sandbox"] });
        }
    }

    public async Task DisposeAsync()
    {
        if (Chromium is not null)
        {
            await Chromium.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}

/// <summary>How large the screen is that somebody looks at.</summary>
public enum Screen
{
    Desktop,
    Phone,
}

/// <summary>A test that needs the browser; where it is not installed, it is skipped and says so (in CI it fails).</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = RealBrowser.MissingReason;
}

/// <inheritdoc cref="BrowserFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = RealBrowser.MissingReason;
}
