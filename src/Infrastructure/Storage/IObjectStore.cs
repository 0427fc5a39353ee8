using GptMessenger.Application.Conversations;

namespace GptMessenger.Infrastructure.Storage;

/// <summary>Files under keys such as <c>users/1/prompt.txt</c>, each read and written whole. A write is durable when it returns.</summary>
internal interface IObjectStore
{
    /// <summary>What a reader is willing to hold in memory at once; what may be larger is streamed.</summary>
    const int MaxSize = 64 * 1024 * 1024;

    /// <param name="key">Where it is.</param>
    /// <param name="knownVersion">The version the caller has already: its content is not sent again.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Null: there is none.</returns>
    /// <exception cref="UnreadableFileException">It is larger than <see cref="MaxSize"/>.</exception>
    /// <exception cref="StoreUnavailableException">The store did not answer.</exception>
    Task<StoredObject?> GetAsync(string key, string? knownVersion, CancellationToken cancellationToken);

    /// <summary>For files that are not to be held in memory as a whole: catalogues.</summary>
    /// <param name="key">Where it is.</param>
    /// <param name="knownVersion">The version the caller has already: it is not read again.</param>
    /// <param name="read">Reads the content from its beginning; not called where nothing has changed.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Null: there is none.</returns>
    /// <exception cref="StoreUnavailableException">The store did not answer, or stopped amid the content.</exception>
    Task<Streamed<T>?> StreamAsync<T>(string key, string? knownVersion, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
        where T : class;

    /// <summary>Stores the content where the condition holds. Whether it differs from what is stored is for the caller to know.</summary>
    /// <remarks>The content must not change before this returns, nor after it has failed.</remarks>
    /// <returns>The new version.</returns>
    /// <exception cref="ObjectChangedException">The condition does not hold (any more).</exception>
    /// <exception cref="StoreUnavailableException">The store did not answer; it may have written.</exception>
    Task<string> PutAsync(string key, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken);

    /// <summary>The same for what is not to be held in memory as a whole.</summary>
    /// <param name="key">Where it goes.</param>
    /// <param name="content">Read from its beginning to its end, more than once where the store has to be asked again.</param>
    /// <param name="condition">What must be true of what is there.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The new version.</returns>
    /// <exception cref="ObjectChangedException">The condition does not hold (any more).</exception>
    /// <exception cref="StoreUnavailableException">The store did not answer; it may have written.</exception>
    Task<string> PutAsync(string key, Stream content, WriteCondition condition, CancellationToken cancellationToken);

    /// <summary>Nothing happens when there is none.</summary>
    Task DeleteAsync(string key, CancellationToken cancellationToken);

    /// <summary>All keys that start so, in ordinal order.</summary>
    IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken);
}

/// <param name="Version">Opaque; changes with the content.</param>
/// <param name="Content">Null: still that of the version the caller knows.</param>
internal sealed record StoredObject(string Version, ReadOnlyMemory<byte>? Content);

/// <param name="Version">Opaque; changes with the content.</param>
/// <param name="Content">What was made of it. Null: it is still that of the version the caller knows.</param>
internal sealed record Streamed<T>(string Version, T? Content)
    where T : class;

/// <summary>What must be true of the stored object for a write to happen.</summary>
internal readonly record struct WriteCondition
{
    private WriteCondition(bool isMissing, string? version) => (IsMissing, Version) = (isMissing, version);

    public bool IsMissing { get; }

    public string? Version { get; }

    /// <summary>Whatever is there is replaced.</summary>
    public static WriteCondition Any => default;

    public static WriteCondition MustBeMissing => new(isMissing: true, null);

    public static WriteCondition MustBe(string version) => new(isMissing: false, version);

    public static WriteCondition Expecting(string? version) => version is null ? MustBeMissing : MustBe(version);
}

/// <summary>Another writer was faster.</summary>
internal sealed class ObjectChangedException(string key, Exception? innerException = null)
    : Exception($"{key} was changed by another writer in between.", innerException);
