using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Testing;

/// <summary>A call of the product to its object store.</summary>
/// <param name="Method">As in HTTP.</param>
/// <param name="Key">Without the bucket; empty for a listing.</param>
/// <param name="Content">Of a PUT, else empty.</param>
public sealed record StoreCall(string Method, string Key, ReadOnlyMemory<byte> Content)
{
    public bool IsPut => Method == HttpMethods.Put;

    public string Text => Encoding.UTF8.GetString(Content.Span);
}

/// <summary>
/// An S3 store on a loopback port as far as the product uses one: path-style GET, HEAD, PUT, DELETE and LIST, ETags, If-Match,
/// If-None-Match, errors as S3 writes them. Signatures are not looked at. Its calls can be held, refused, cut off and watched.
/// </summary>
public sealed class ObjectStore : IAsyncDisposable
{
    public const string Bucket = "faults";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, byte[]> _objects = new(StringComparer.Ordinal);
    private readonly Lock _writing = new();

    private ObjectStore(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    /// <summary>What a product needs to know to use it.</summary>
    public (string Name, string? Value)[] Settings =>
    [
        ("SPACES_BUCKET", Bucket), ("SPACES_ENDPOINT", Address), ("SPACES_REGION", "us-east-1"),
        ("SPACES_API_KEY", "an-access-key-in-tests"), ("SPACES_API_SECRET", "a-secret-key-in-tests"),
    ];

    /// <summary>Before a call takes effect; false: it does not, and 503 is the answer.</summary>
    public Func<StoreCall, Task<bool>> Before { get; set; } = _ => Task.FromResult(true);

    /// <summary>After a call took effect and before its answer; false: the answer is lost.</summary>
    public Func<StoreCall, Task<bool>> After { get; set; } = _ => Task.FromResult(true);

    /// <summary>Told when a call's answer has left.</summary>
    public Action<StoreCall> OnAnswered { get; set; } = _ => { };

    public ConcurrentQueue<StoreCall> Calls { get; } = new();

    public IReadOnlyCollection<string> Keys => [.. _objects.Keys];

    public static async Task<ObjectStore> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var store = new ObjectStore(builder.Build());
        store._app.Map("/{bucket}/{**key}", store.ServeAsync);
        await store._app.StartAsync();
        return store;
    }

    public byte[]? Read(string key) => _objects.GetValueOrDefault(key);

    /// <summary>As another writer does it: unconditionally, and without a call.</summary>
    public void Write(string key, byte[] content)
    {
        lock (_writing)
        {
            _objects[key] = content;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context, string bucket, string? key)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var call = new StoreCall(context.Request.Method, key ?? "", body.ToArray());
        Calls.Enqueue(call);
        if (!await Before(call))
        {
            await FailAsync(context.Response, StatusCodes.Status503ServiceUnavailable, "SlowDown");
            return;
        }

        if (bucket != Bucket)
        {
            await FailAsync(context.Response, StatusCodes.Status404NotFound, "NoSuchBucket");
            return;
        }

        var answer = call.Method switch
        {
            "GET" when call.Key.Length == 0 => List(context.Request.Query["prefix"]),
            "GET" or "HEAD" => Get(call.Key, context.Request.Headers.IfNoneMatch),
            "PUT" => Put(call, context.Request.Headers),
            "DELETE" => Delete(call.Key),
            _ => new Answer(StatusCodes.Status405MethodNotAllowed, Error: "MethodNotAllowed"),
        };
        if (!await After(call))
        {
            context.Abort();
            return;
        }

        context.Response.OnCompleted(() =>
        {
            OnAnswered(call);
            return Task.CompletedTask;
        });
        if (answer.ETag is { } etag)
        {
            context.Response.Headers.ETag = etag;
        }

        await (answer.Error is { } error ? FailAsync(context.Response, answer.Status, error) : WriteAsync(context, answer));
    }

    private Answer Get(string key, string? knownETag) => Read(key) switch
    {
        null => new Answer(StatusCodes.Status404NotFound, Error: "NoSuchKey"),
        { } content when Digest(content) == Bare(knownETag) => new Answer(StatusCodes.Status304NotModified, ETag(content)),
        { } content => new Answer(StatusCodes.Status200OK, ETag(content), content),
    };

    private Answer Put(StoreCall call, IHeaderDictionary headers)
    {
        lock (_writing)
        {
            var current = Read(call.Key);
            if (Bare(headers.IfMatch) is { } expected && (current is null || Digest(current) != expected))
            {
                return current is null
                    ? new Answer(StatusCodes.Status404NotFound, Error: "NoSuchKey")
                    : new Answer(StatusCodes.Status412PreconditionFailed, Error: "PreconditionFailed");
            }

            if (Bare(headers.IfNoneMatch) == "*" && current is not null)
            {
                return new Answer(StatusCodes.Status412PreconditionFailed, Error: "PreconditionFailed");
            }

            byte[] content = call.Content.ToArray();
            _objects[call.Key] = content;
            return new Answer(StatusCodes.Status200OK, ETag(content));
        }
    }

    private Answer Delete(string key)
    {
        lock (_writing)
        {
            _objects.TryRemove(key, out _);
            return new Answer(StatusCodes.Status204NoContent);
        }
    }

    private Answer List(string? prefix)
    {
        var found = _objects.Where(pair => pair.Key.StartsWith(prefix ?? "", StringComparison.Ordinal)).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"<Contents><Key>{pair.Key}</Key><ETag>&quot;{Digest(pair.Value)}&quot;</ETag><Size>{pair.Value.Length}</Size></Contents>");
        string xml = $"""<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>{Bucket}</Name><IsTruncated>false</IsTruncated>{string.Concat(found)}</ListBucketResult>""";
        return new Answer(StatusCodes.Status200OK, Content: Encoding.UTF8.GetBytes(xml));
    }

    private static async Task WriteAsync(HttpContext context, Answer answer)
    {
        context.Response.StatusCode = answer.Status;
        if (answer.Content is { } content)
        {
            context.Response.ContentLength = content.Length;
            await (HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(content).AsTask());
        }
    }

    private static Task FailAsync(HttpResponse response, int status, string code)
    {
        response.StatusCode = status;
        response.ContentType = "application/xml";
        return response.WriteAsync($"""<?xml version="1.0" encoding="UTF-8"?><Error><Code>{code}</Code><RequestId>1</RequestId></Error>""");
    }

    private static string? Bare(string? etag) => etag?.Trim('"') is { Length: > 0 } bare ? bare : null;

    // S3's ETag is an MD5 digest; nothing is protected by it.
    private static string Digest(byte[] content) => Convert.ToHexStringLower(MD5.HashData(content));

    private static string ETag(byte[] content) => $"\"{Digest(content)}\"";

    private sealed record Answer(int Status, string? ETag = null, byte[]? Content = null, string? Error = null);
}
