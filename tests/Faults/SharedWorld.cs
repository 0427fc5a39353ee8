namespace GptMessenger.Faults;

/// <summary>One world for the tests of a class, one after the other; at its end nothing may be left open.</summary>
public abstract class SharedWorld(params (string Name, string? Value)[] settings) : IAsyncLifetime
{
    internal World World { get; private set; } = null!;

    public virtual async Task InitializeAsync() => World = await World.StartAsync(settings);

    public async Task DisposeAsync()
    {
        try
        {
            (await World.EndAsync()).Should().BeEmpty();
        }
        finally
        {
            await World.DisposeAsync();
        }
    }
}

public sealed class OneWorld() : SharedWorld();

/// <summary>A model is given up soon.</summary>
public sealed class ImpatientWorld() : SharedWorld(("GENAI_TIMEOUT_S", "2"));
