using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using GptMessenger.Application.Conversations;
using GptMessenger.Infrastructure.Storage;

namespace GptMessenger.Infrastructure.Tests.Storage;

/// <summary>A store that can be told to misbehave.</summary>
internal sealed class MemoryObjectStore : IObjectStore
{
    private readonly ConcurrentDictionary<string, byte[]> _objects = [];

    public bool IsDown { get; set; }

    public bool IgnoresIfMatch { get; set; }

    public bool IgnoresIfNoneMatch { get; set; }

    public bool RefusesIfMatch { get; set; }

    /// <summary>Content whose write takes effect and is answered with a refusal, as when an SDK repeats a write whose answer got lost.</summary>
    public string? RefusedAfterWriting { get; set; }

    /// <summary>What the next write throws.</summary>
    public Exception? NextFault { get; set; }

    /// <summary>What happens right before the next write: somebody else's.</summary>
    public Action? BeforeWrite { get; set; }

    /// <summary>Reads wait for it.</summary>
    public Task Answer { get; set; } = Task.CompletedTask;

    public int Reads { get; private set; }

    public int Sent { get; private set; }

    public int Writes { get; private set; }

    /// <summary>The key of every write.</summary>
    public ConcurrentQueue<string> Written { get; } = [];

    public IEnumerable<string> Keys => _objects.Keys;

    public string this[string key]
    {
        get => Encoding.UTF8.GetString(_objects[key]);
        set => _objects[key] = Encoding.UTF8.GetBytes(value);
    }

    public async Task<StoredObject?> GetAsync(string key, string? knownVersion, CancellationToken cancellationToken)
    {
        Reads++;
        await Answer.WaitAsync(cancellationToken);
        ThrowIfDown(key, cancellationToken);
        if (!_objects.TryGetValue(key, out byte[]? content))
        {
            return null;
        }

        bool isKnown = Version(content) == knownVersion;
        Sent += isKnown ? 0 : 1;
        return new StoredObject(Version(content), isKnown ? (ReadOnlyMemory<byte>?)null : content);
    }

    public async Task<Streamed<T>?> StreamAsync<T>(string key, string? knownVersion, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
        where T : class => await GetAsync(key, knownVersion, cancellationToken) is not { } stored ? null
        : new Streamed<T>(stored.Version, stored.Content is { } content ? await read(new MemoryStream(content.ToArray()), cancellationToken) : null);

    public Task<string> PutAsync(string key, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken)
    {
        ThrowIfDown(key, cancellationToken);
        if (NextFault is { } fault)
        {
            NextFault = null;
            throw fault;
        }

        var before = BeforeWrite;
        BeforeWrite = null;
        before?.Invoke();
        lock (_objects)
        {
            bool exists = _objects.TryGetValue(key, out byte[]? current);
            bool isStale = condition.Version is not null && (RefusesIfMatch || !exists || Version(current!) != condition.Version);
            if ((condition.IsMissing && exists && !IgnoresIfNoneMatch) || (isStale && !IgnoresIfMatch))
            {
                throw new ObjectChangedException(key);
            }

            Writes++;
            Written.Enqueue(key);
            _objects[key] = content.ToArray();
            if (RefusedAfterWriting is { } refused && Encoding.UTF8.GetString(content.Span) == refused)
            {
                RefusedAfterWriting = null;
                throw new ObjectChangedException(key);
            }

            return Task.FromResult(Version(content.Span));
        }
    }

    public async Task<string> PutAsync(string key, Stream content, WriteCondition condition, CancellationToken cancellationToken)
    {
        content.Position = 0;
        using var memory = new MemoryStream();
        await content.CopyToAsync(memory, cancellationToken);
        return await PutAsync(key, memory.ToArray(), condition, cancellationToken);
    }

    public Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        ThrowIfDown(key, cancellationToken);
        _objects.TryRemove(key, out _);
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Answer.WaitAsync(cancellationToken);
        foreach (string key in _objects.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            yield return key;
        }
    }

    private void ThrowIfDown(string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (IsDown)
        {
            throw new StoreUnavailableException($"{key}: down.");
        }
    }

    private static string Version(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}

/// <summary>The fake keeps the promises that the real ones keep.</summary>
public sealed class MemoryObjectStoreTests : ObjectStoreContract
{
    protected override int ListedCount => 1100;

    private protected override IObjectStore Store { get; } = new MemoryObjectStore();
}
