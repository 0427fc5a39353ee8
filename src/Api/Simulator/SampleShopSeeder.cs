using GptMessenger.Api.Simulator.Storefront;

namespace GptMessenger.Api.Simulator;

/// <summary>Puts the sample shop where a connected shop's data would be, so that the first start has something to sell.</summary>
/// <param name="seedIfMissing">Stores content under a key of the storage contract, unless something is there already: the engineer may have edited it.</param>
internal sealed class SampleShopSeeder(Func<string, ReadOnlyMemory<byte>, CancellationToken, Task> seedIfMissing) : IHostedService
{
    private const string Tenant = $"users/{SimulatorSettings.SampleTenant}";

    private static readonly (string Key, string File)[] Seeds =
    [
        ($"{Tenant}/shopify/{SampleShop.MetadataFile}", SampleShop.MetadataFile),
        ($"{Tenant}/shopify/{SampleShop.ProductsFile}", SampleShop.ProductsFile),
        ($"{Tenant}/facebook/{SimulatorSettings.SamplePage}/{SampleShop.PageFile}", SampleShop.PageFile),
    ];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (key, file) in Seeds)
        {
            await seedIfMissing(key, SampleShop.Read(file), cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
