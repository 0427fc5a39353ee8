using GptMessenger.Testing;

namespace GptMessenger.Api.Tests.Connect;

/// <summary>A product that logs all it can, and a Meta that it connects pages of. No page is configured.</summary>
public sealed class ConnectedProduct : IAsyncLifetime
{
    private Outside _outside = null!;

    public Product Product { get; private set; } = null!;

    public EmulatedMeta Meta { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        (_outside, Meta) = (await Outside.StartAsync(), await EmulatedMeta.StartAsync());
        Product = await Product.StartAsync(_outside, settings:
        [
            ("GRAPH_ENDPOINT", Meta.Address), ("FACEBOOK_LOGIN_ENDPOINT", "https://login.example.test"),
            ($"FACEBOOK_ACCESS_TOKEN_{Product.Page}", null), ($"PAGE_UUID_{Product.Page}", null),
            ("Logging__LogLevel__Default", "Trace"), ("Logging__Console__LogLevel__Default", "Trace"),
        ]);
    }

    public async Task RestartAsync() => Product = await Product.StartAgainAsync();

    public async Task DisposeAsync()
    {
        await Product.DisposeAsync();
        await Meta.DisposeAsync();
        await _outside.DisposeAsync();
        Directory.Delete(Product.DataDir, recursive: true);
    }
}

[CollectionDefinition(Name)]
public sealed class ConnectedProductTests : ICollectionFixture<ConnectedProduct>
{
    public const string Name = "one product to connect pages to";
}
