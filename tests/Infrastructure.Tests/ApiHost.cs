using Microsoft.Extensions.DependencyInjection;

namespace GptMessenger.Infrastructure.Tests;

/// <summary>The services of one adapter, as the product registers them, with every log line kept.</summary>
public sealed class ApiHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    /// <param name="register">Registers them.</param>
    /// <param name="isWhole">Nothing is missing that any of them needs.</param>
    public ApiHost(Action<IServiceCollection> register, bool isWhole = true)
    {
        var services = new ServiceCollection();
        Logs.AddTo(services);
        register(services);
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = isWhole, ValidateScopes = true });
    }

    public LogCapture Logs { get; } = new();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
