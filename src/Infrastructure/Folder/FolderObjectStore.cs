using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using GptMessenger.Application.Conversations;
using GptMessenger.Infrastructure.Storage;

namespace GptMessenger.Infrastructure.Folder;

/// <summary>The store as files of one folder, for one process. A version is the digest of the content.</summary>
internal sealed class FolderObjectStore(FolderOptions options) : IObjectStore, IDisposable
{
    // Keys share locks: as many as it takes to keep writers apart, and no more of them however many keys there are.
    private readonly SemaphoreSlim[] _locks = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];
    private readonly FolderKeys _keys = new(options.Path);

    public async Task<StoredObject?> GetAsync(string key, string? knownVersion, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string file = _keys.File(key);
        if (await WithAsync(key, () => ReadAsync(key, file, cancellationToken)) is not { } content)
        {
            return null;
        }

        string version = Version(content);
        return new StoredObject(version, version == knownVersion ? (ReadOnlyMemory<byte>?)null : content);
    }

    public Task<Streamed<T>?> StreamAsync<T>(string key, string? knownVersion, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
        where T : class
    {
        string file = _keys.File(key);
        return WithAsync(key, async () =>
        {
            try
            {
                // Read twice, since the version is in the content; the handle stays on this one when another is put in its place meanwhile.
                await using var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 81920, FileOptions.Asynchronous | FileOptions.SequentialScan);
                string version = await VersionAsync(content, cancellationToken);
                content.Position = 0;
                return version == knownVersion ? new Streamed<T>(version, Content: null) : new Streamed<T>(version, await read(content, cancellationToken));
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException && !IsBlocked(file))
            {
                return null;
            }
        });
    }

    public async Task<string> PutAsync(string key, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken)
    {
        string file = _keys.File(key);
        var gate = Gate(key);
        await gate.WaitAsync(cancellationToken);
        try
        {
            return await WithAsync(key, () => ReplaceAsync(key, file, content, condition, cancellationToken));
        }
        finally
        {
            gate.Release();
        }
    }

    public async Task<string> PutAsync(string key, Stream content, WriteCondition condition, CancellationToken cancellationToken)
    {
        string file = _keys.File(key);
        var gate = Gate(key);
        await gate.WaitAsync(cancellationToken);
        try
        {
            string? current = condition == WriteCondition.Any ? null : await VersionAsync(key, cancellationToken);
            return await WithAsync(key, async () =>
            {
                ThrowUnlessHolds(key, condition, current);
                content.Position = 0;
                string version = await VersionAsync(content, cancellationToken);
                content.Position = 0;
                await DurableFile.ReplaceAsync(file, content, cancellationToken);
                return version;
            });
        }
        finally
        {
            gate.Release();
        }
    }

    public async Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        string file = _keys.File(key);
        await WithAsync(key, () =>
        {
            DurableFile.Delete(file);
            return Task.FromResult(0);
        });
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string folder = _keys.FolderOf(prefix);
        var found = await WithAsync(prefix, () => Task.FromResult(Find(folder, prefix)));
        foreach (string key in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return key;
        }
    }

    public void Dispose() => Array.ForEach(_locks, gate => gate.Dispose());

    private SemaphoreSlim Gate(string key) => _locks[(uint)key.GetHashCode(StringComparison.Ordinal) % (uint)_locks.Length];

    private static async Task<string> ReplaceAsync(
        string key, string file, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken)
    {
        string? current = await ReadAsync(key, file, cancellationToken) is { } stored ? Version(stored) : null;
        ThrowUnlessHolds(key, condition, current);
        string next = Version(content.Span);
        if (next != current)
        {
            await DurableFile.ReplaceAsync(file, content, cancellationToken);
        }

        return next;
    }

    private static void ThrowUnlessHolds(string key, WriteCondition condition, string? current)
    {
        if ((condition.IsMissing && current is not null) || (condition.Version is { } expected && current != expected))
        {
            throw new ObjectChangedException(key);
        }
    }

    /// <returns>Null: there is none.</returns>
    private async Task<string?> VersionAsync(string key, CancellationToken cancellationToken) =>
        (await StreamAsync(key, knownVersion: null, (_, _) => Task.FromResult(""), cancellationToken))?.Version;

    private static async Task<string> VersionAsync(Stream content, CancellationToken cancellationToken) =>
        Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));

    private static async Task<byte[]?> ReadAsync(string key, string file, CancellationToken cancellationToken)
    {
        try
        {
            // Sharing everything lets a writer put the next version in place meanwhile; this handle keeps reading the old one.
            using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.Asynchronous);
            long length = RandomAccess.GetLength(handle);
            if (length > IObjectStore.MaxSize)
            {
                throw new UnreadableFileException(key, $"it is larger than {IObjectStore.MaxSize / (1024 * 1024)} MiB.");
            }

            byte[] content = new byte[length];
            int read = 0;
            while (read < content.Length && await RandomAccess.ReadAsync(handle, content.AsMemory(read), read, cancellationToken) is > 0 and var more)
            {
                read += more;
            }

            return content[..read];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException && !IsBlocked(file))
        {
            return null;
        }
    }

    // The system calls it "not found" too when something that is no folder stands where one should be. That is a fault, not an empty store.
    private static bool IsBlocked(string file)
    {
        string? folder = Path.GetDirectoryName(file);
        while (folder is not null && !Directory.Exists(folder))
        {
            if (File.Exists(folder))
            {
                return true;
            }

            folder = Path.GetDirectoryName(folder);
        }

        return false;
    }

    private List<string> Find(string folder, string prefix) => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(_keys.Key).OfType<string>()
            .Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    private static async Task<T> WithAsync<T>(string key, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"The folder store failed at {key}: {e.Message}", e);
        }
    }

    private static string Version(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
