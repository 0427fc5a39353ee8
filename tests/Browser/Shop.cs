using GptMessenger.Testing;

namespace GptMessenger.Browser;

/// <summary>A running product with one page, and a browser to look at it with.</summary>
public sealed class Shop : IAsyncLifetime
{
    public const string Name = "one product and one browser";

    /// <summary>Each page of the console and its title.</summary>
    public static readonly (string Path, string Title)[] Pages =
    [
        ("/inbox", "Inbox"), ("/alerts", "Alerts"), ("/pages", "Pages"), ("/prompt", "Prompt"), ("/numbers", "Numbers"), ("/spending", "Limits"), ("/catalogue", "Catalogue"), ("/connections", "Connections"), ("/customers", "Customers"), ("/operators", "People"), ("/activity", "Activity"), ("/account", "Your account"),
    ];

    /// <summary>Whose <see cref="TwoPages"/> are.</summary>
    public const string TwoPagesTenant = "boots-and-lamps";

    public static readonly string[] TwoPages = ["100000000000701", "100000000000702"];

    public RealBrowser Browser { get; } = new();

    public Outside Outside { get; private set; } = null!;

    public Product Product { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Browser.InitializeAsync();
        Outside = await Outside.StartAsync();
        Product = await Product.StartAsync(Outside, settings: [.. TwoPages.SelectMany(page => new (string, string?)[] { ($"FACEBOOK_ACCESS_TOKEN_{page}", Product.PageToken), ($"PAGE_UUID_{page}", TwoPagesTenant) })]);
    }

    public async Task DisposeAsync()
    {
        await Product.DisposeAsync();
        await Outside.DisposeAsync();
        await Browser.DisposeAsync();
        Directory.Delete(Product.DataDir, recursive: true);
    }
}

[CollectionDefinition(Shop.Name)]
public sealed class ShopTests : ICollectionFixture<Shop>;
