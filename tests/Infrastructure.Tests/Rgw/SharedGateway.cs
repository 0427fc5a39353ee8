namespace GptMessenger.Infrastructure.Tests.Rgw;

/// <summary>One gateway for all tests of a run that only read and write.</summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    public Gateway Gateway { get; } = new();

    public async Task InitializeAsync()
    {
        if (Gateway.MissingReason is null)
        {
            await Gateway.StopOrphansAsync();
            await Gateway.StartAsync();
        }
    }

    public Task DisposeAsync() => Gateway.MissingReason is null ? Gateway.StopAsync() : Task.CompletedTask;
}

[CollectionDefinition(Name)]
public sealed class SharedGateway : ICollectionFixture<GatewayFixture>
{
    public const string Name = "real gateway";
}
