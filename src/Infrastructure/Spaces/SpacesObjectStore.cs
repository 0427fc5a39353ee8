using System.Buffers;
using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using GptMessenger.Application.Conversations;
using GptMessenger.Infrastructure.Storage;

namespace GptMessenger.Infrastructure.Spaces;

/// <summary>
/// The store as objects of an S3 bucket. A version is the ETag without its quotes: Ceph compares a quoted one with the bare digest,
/// so that a quoted If-Match never matches (seen on RADOS Gateway 16.2).
/// </summary>
internal sealed class SpacesObjectStore(SpacesOptions options) : IObjectStore, IDisposable
{
    /// <summary>A catalogue of 100,000 products over a slow line, read while it is indexed.</summary>
    private static readonly TimeSpan LongestStream = TimeSpan.FromMinutes(5);

    private readonly AmazonS3Client _client = SpacesClient.For(options, SpacesClient.TimeLimit);

    // Of its own, because the limit is the client's: a large file takes longer to send than anybody waits for a small one.
    private readonly AmazonS3Client _files = SpacesClient.For(options, LongestStream);

    public Task<StoredObject?> GetAsync(string key, string? knownVersion, CancellationToken cancellationToken) => AskAsync(key, async () =>
    {
        var request = new GetObjectRequest { BucketName = options.Bucket, Key = key, EtagToNotMatch = knownVersion is null ? null : $"\"{knownVersion}\"" };
        try
        {
            using var response = await _client.GetObjectAsync(request, cancellationToken);
            return response.Metadata[SpacesClient.Missing] is null
                ? new StoredObject(Version(response.ETag), await ReadAsync(key, response, cancellationToken))
                : null;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotModified)
        {
            return new StoredObject(knownVersion!, Content: null);
        }
    }, cancellationToken);

    public Task<Streamed<T>?> StreamAsync<T>(string key, string? knownVersion, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
        where T : class => AskAsync(key, async () =>
    {
        var request = new GetObjectRequest { BucketName = options.Bucket, Key = key, EtagToNotMatch = knownVersion is null ? null : $"\"{knownVersion}\"" };
        try
        {
            using var response = await _client.GetObjectAsync(request, cancellationToken);
            if (response.Metadata[SpacesClient.Missing] is not null)
            {
                return null;
            }

            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(LongestStream);
            return new Streamed<T>(Version(response.ETag), await read(response.ResponseStream, patience.Token));
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotModified)
        {
            return new Streamed<T>(knownVersion!, Content: null);
        }
    }, cancellationToken);

    public Task<string> PutAsync(string key, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken) =>
        AskAsync(key, () => WriteAsync(key, content, condition, cancellationToken), cancellationToken);

    public Task<string> PutAsync(string key, Stream content, WriteCondition condition, CancellationToken cancellationToken) => AskAsync(key, () =>
    {
        var request = Write(key, content, condition);
        request.AutoCloseStream = false;
        return PutAsync(_files, request, condition, cancellationToken);
    }, cancellationToken);

    public Task DeleteAsync(string key, CancellationToken cancellationToken) =>
        AskAsync(key, () => _client.DeleteObjectAsync(options.Bucket, key, cancellationToken), cancellationToken);

    public async IAsyncEnumerable<string> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? token = null;
        do
        {
            var request = new ListObjectsV2Request { BucketName = options.Bucket, Prefix = prefix, ContinuationToken = token };
            var page = await AskAsync(prefix, () => _client.ListObjectsV2Async(request, cancellationToken), cancellationToken);

            // The SDK's list is null, not empty, when nothing was found.
            foreach (var found in page.S3Objects ?? [])
            {
                yield return found.Key;
            }

            token = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (token is not null);
    }

    public void Dispose()
    {
        _client.Dispose();
        _files.Dispose();
    }

    private async Task<string> WriteAsync(string key, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancellationToken)
    {
        // Not copied where that can be had: a long conversation is a large object, and those are dear to collect.
        using var body = MemoryMarshal.TryGetArray(content, out var bytes)
            ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
            : new MemoryStream(content.ToArray(), writable: false);
        return await PutAsync(_client, Write(key, body, condition), condition, cancellationToken);
    }

    private static async Task<string> PutAsync(AmazonS3Client client, PutObjectRequest request, WriteCondition condition, CancellationToken cancellationToken)
    {
        try
        {
            return Version((await client.PutObjectAsync(request, cancellationToken)).ETag);
        }
        catch (AmazonS3Exception e) when (condition != WriteCondition.Any && IsLost(e))
        {
            throw new ObjectChangedException(request.Key, e);
        }
    }

    private PutObjectRequest Write(string key, Stream content, WriteCondition condition) => new()
    {
        IfNoneMatch = condition.IsMissing ? "*" : null,
        IfMatch = condition.Version,
        BucketName = options.Bucket,
        Key = key,
        InputStream = content,
        ContentType = key.EndsWith(".json", StringComparison.Ordinal) ? "application/json" : "text/plain; charset=utf-8",
        UseChunkEncoding = false,
    };

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(string key, GetObjectResponse response, CancellationToken cancellationToken)
    {
        var content = new MemoryStream(response.ContentLength is > 0 and <= IObjectStore.MaxSize ? (int)response.ContentLength : 0);
        using var rented = MemoryPool<byte>.Shared.Rent(81920);
        var buffer = rented.Memory;

        // The client's time limit ends with the headers; a body that stops coming has one of its own.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(SpacesClient.TimeLimit);
        while (await response.ResponseStream.ReadAsync(buffer, patience.Token) is > 0 and var read)
        {
            patience.CancelAfter(SpacesClient.TimeLimit);
            if (content.Length + read > IObjectStore.MaxSize)
            {
                throw new UnreadableFileException(key, $"it is larger than {IObjectStore.MaxSize / (1024 * 1024)} MiB.");
            }

            content.Write(buffer.Span[..read]);
        }

        // Whoever rents it next is not to find a conversation in it.
        buffer.Span.Clear();
        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }

    // 404 without this code is a bucket that is not there, which is no missing file.
    private static bool IsMissing(AmazonS3Exception e) => e.StatusCode == HttpStatusCode.NotFound && e.ErrorCode == "NoSuchKey";

    private static bool IsLost(AmazonS3Exception e) =>
        e.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict || IsMissing(e);

    private static async Task<T> AskAsync<T>(string key, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (AmazonServiceException e)
        {
            // Ceph sends no text with its errors: code and status are all there is.
            throw new StoreUnavailableException($"The object store refused {key}: {e.ErrorCode} ({(int)e.StatusCode}).", e);
        }
        catch (Exception e) when (e is AmazonClientException or HttpRequestException or IOException or TimeoutException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new StoreUnavailableException($"The object store did not answer for {key}: {e.GetType().Name}.", e);
        }
    }

    private static string Version(string? etag) =>
        etag?.Trim('"') ?? throw new StoreUnavailableException("The object store gave no ETag: without one, two writers of a conversation could not be told apart.");
}
