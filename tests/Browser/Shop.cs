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

    public RealBrowser Browser { get; } = new();

    public Outside Outside { get; private set; } = null!;

    public Product Product { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Browser.InitializeAsync();
        Outside = await Outside.StartAsync();
        Product = await Product.StartAsync(Outside);
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
