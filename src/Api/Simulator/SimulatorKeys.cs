namespace GptMessenger.Api.Simulator;

/// <summary>What the simulated Facebook and the product share, as Meta and an app do.</summary>
/// <param name="AppSecret">Signs webhooks and proofs.</param>
/// <param name="AppId">The product's app, named in the echoes of its own sends.</param>
/// <param name="PageToken">Opens the sample page.</param>
internal sealed record SimulatorKeys(string AppSecret, string AppId, string PageToken)
{
    // A record prints its members, and two of these are secrets.
    public override string ToString() => $"{nameof(SimulatorKeys)} of app {AppId}";
}
