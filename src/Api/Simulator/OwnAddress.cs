using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace GptMessenger.Api.Simulator;

/// <summary>Where this host listens, known once it runs.</summary>
internal sealed class OwnAddress(IServer server)
{
    /// <exception cref="InvalidOperationException">It listens nowhere yet.</exception>
    public Uri Of(string path) => server.Features.Get<IServerAddressesFeature>()?.Addresses is { Count: > 0 } addresses
        ? new Uri(SimulatorSettings.OwnAddress(string.Join(';', addresses)), path)
        : throw new InvalidOperationException("The host listens on no address yet, so it cannot post webhooks to itself.");
}
