namespace GptMessenger.Infrastructure.Tests.Rgw;

/// <summary>One gateway for all tests of a run that only read and write.</summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    public Gateway Gateway { get; } = new();

    public Task InitializeAsync() => Gateway.MissingReason is null ? Gateway.StartAsync() : Task.CompletedTask;

    public Task DisposeAsync() => Gateway.MissingReason is null ? Gateway.StopAsync() : Task.CompletedTask;
}

[CollectionDefinition(Name)]
public sealed class SharedGateway : ICollectionFixture<GatewayFixture>
{
    public const string Name = "real gateway";
}
