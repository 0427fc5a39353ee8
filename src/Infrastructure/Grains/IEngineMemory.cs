using GptMessenger.Application.Conversations;

namespace GptMessenger.Infrastructure.Grains;

/// <summary>The place where the engine keeps its turns and reminders.</summary>
internal interface IEngineMemory
{
    /// <summary>Makes it ready before the engine starts, so that what is wrong with it is said in one line.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be used.</exception>
    Task OpenAsync(CancellationToken cancellationToken);
}

/// <summary>This process among all that ever had a turn. A restarted one is another: it knows nothing of what its predecessor had in memory.</summary>
internal sealed class NodeId
{
    public string Value { get; init; } = Guid.NewGuid().ToString("N");
}
