using GptMessenger.Infrastructure.Secrets;
using GptMessenger.Infrastructure.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace GptMessenger.Infrastructure.Tests.Secrets;

/// <summary>A node that has just started: sealed secrets as the product registers them, over a store that others may share.</summary>
internal sealed class SecretsHost : IAsyncDisposable
{
    private readonly ApiHost _host;

    private SecretsHost(IObjectStore store, SecretsOptions options) =>
        _host = new ApiHost(services => services.AddSingleton(store).AddSecrets(options));

    public LogCapture Logs => _host.Logs;

    public SealedSecrets Secrets => Get<SealedSecrets>();

    public static ReadOnlyMemory<byte> Key(byte number) => Enumerable.Repeat(number, SecretsOptions.KeyLength).ToArray();

    public static async Task<SecretsHost> StartAsync(IObjectStore store, params byte[] keys)
    {
        var host = new SecretsHost(store, new SecretsOptions([.. keys.Select(Key)]));
        await host.Get<IServiceProvider>().OpenSecretsAsync(CancellationToken.None);
        return host;
    }

    public T Get<T>()
        where T : notnull => _host.Get<T>();

    public Task WriteAsync(string key, string secret) => Secrets.WriteAsync(key, secret, WriteCondition.Any, CancellationToken.None);

    public async Task<string?> ReadAsync(string key) => (await Secrets.ReadAsync(key, CancellationToken.None))?.Text;

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
