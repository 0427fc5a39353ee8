using Orleans.Placement;

namespace GptMessenger.Infrastructure.Grains;

/// <summary>
/// Comes and goes. Orleans keeps the names of those that left a node last until the next one leaves: one that is nobody has to follow a
/// conversation that was erased.
/// </summary>
[Alias("gptmessenger.nobody")]
internal interface INobodyGrain : IGrainWithIntegerKey
{
    [Alias("Pass")]
    Task PassAsync();
}

[PreferLocalPlacement]
internal sealed class NobodyGrain : Grain, INobodyGrain
{
    public Task PassAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
