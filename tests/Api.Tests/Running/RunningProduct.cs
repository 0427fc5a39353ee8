using System.Globalization;
using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Running;

/// <summary>One product and one outside world for many tests; each test brings its own customers.</summary>
public sealed class RunningProduct : IAsyncLifetime
{
    /// <summary>Pages of the same tenant, each for one test that must have a page to itself.</summary>
    private const long FirstSparePage = 100_000_000_000_101;
    private const int SparePages = 30;

    private int _usedPages = -1;

    public Product Product { get; private set; } = null!;

    public Outside Outside { get; private set; } = null!;

    public Customer NewCustomer(string page = Product.Page) => new(Product, Outside, page);

    public string NewPage() => SparePage(Interlocked.Increment(ref _usedPages));

    /// <summary>One event to the page, delivered and accepted.</summary>
    public Task PostAsync(string @event) => Product.DeliverAsync(MetaJson.Body(Product.Page, @event));

    public async Task InitializeAsync()
    {
        Outside = await Outside.StartAsync();
        var pages = Enumerable.Range(0, SparePages).SelectMany(n => new (string, string?)[]
        {
            ($"FACEBOOK_ACCESS_TOKEN_{SparePage(n)}", Product.PageToken), ($"PAGE_UUID_{SparePage(n)}", Product.Tenant),
        });
        Product = await Product.StartAsync(Outside, settings: [.. pages, ("FACEBOOK_APP_SECRET", $"{Product.OldAppSecret}, {Product.AppSecret}")]);
    }

    public async Task DisposeAsync()
    {
        await Product.DisposeAsync();
        await Outside.DisposeAsync();
        Directory.Delete(Product.DataDir, recursive: true);
    }

    private static string SparePage(int n) => (FirstSparePage + n).ToString(CultureInfo.InvariantCulture);
}

[CollectionDefinition(Name)]
public sealed class RunningProductTests : ICollectionFixture<RunningProduct>
{
    public const string Name = "one running product";
}
