using System.Collections.Concurrent;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace GptMessenger.Api.Rehearsals;

/// <summary>The outside of a rehearsal on one loopback port: an object store that holds a tiny shop, a model that says yes, and a Graph API.</summary>
internal sealed class RehearsalStage(WebApplication app) : IAsyncDisposable
{
    private const string NoSuchKey = """<?xml version="1.0" encoding="UTF-8"?><Error><Code>NoSuchKey</Code></Error>""";

    private static readonly string[] Things = ["Mug", "Lamp", "Scarf", "Kettle", "Jacket", "Boot", "Chair", "Tent"];

    // Its own words: nobody ever reads them.
    private static readonly byte[] Products = JsonSerializer.SerializeToUtf8Bytes(new
    {
        products = Enumerable.Range(1, 40).Select(id => new
        {
            id,
            title = $"{Things[id % Things.Length]} No. {id}",
            handle = $"thing-{id}",
            body_html = "<p>Made with care, in several colours and sizes.</p>",
            status = "active",
            variants = new[] { new { id = id + 1000, title = "Blue / M", price = "19.90", available = true, sku = $"S-{id}" } },
        }),
    });

    /// <summary>What is read again after it was written; the rest is written for its own sake.</summary>
    private const string Kept = "secrets/";

    private readonly ConcurrentDictionary<string, byte[]> _kept = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _awaited = new(StringComparer.Ordinal);

    public Uri Address => new(app.Urls.First());

    public static async Task<RehearsalStage> OpenAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, RehearsalLifetime>();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var stage = new RehearsalStage(app);
        app.MapPost("/v1/chat/completions", () => Results.Json(new
        {
            choices = new[] { new { index = 0, finish_reason = "stop", message = new { role = "assistant", content = "Yes, **we do**: [P1] fits well." } } },
            usage = new { prompt_tokens = 900, completion_tokens = 12 },
        }));
        app.MapPost("/graph/{version}/{page}/messages", stage.Send);
        app.MapMethods("/store/{**key}", [HttpMethods.Get, HttpMethods.Head], stage.Read);
        app.MapPut("/store/{**key}", stage.WriteAsync);
        app.MapDelete("/store/{**key}", () => Results.NoContent());
        await app.StartAsync(cancellationToken);
        return stage;
    }

    /// <summary>Ends when the next message to this customer is handed to Graph.</summary>
    public Task ReplyTo(string customer) =>
        (_awaited[customer] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    /// <summary>A listing, where no key is named.</summary>
    private IResult Read(string? key, string? prefix)
    {
        if (string.IsNullOrEmpty(key))
        {
            string contents = string.Concat(_kept.Keys.Where(name => name.StartsWith(prefix ?? "", StringComparison.Ordinal)).Select(name => $"<Contents><Key>{name}</Key><Size>1</Size></Contents>"));
            return Results.Text($"<ListBucketResult><IsTruncated>false</IsTruncated>{contents}</ListBucketResult>", MediaTypeNames.Application.Xml);
        }

        byte[]? content = key.EndsWith("shop_products.json", StringComparison.Ordinal) ? Products : _kept.GetValueOrDefault(key);
        return content is null
            ? Results.Text(NoSuchKey, MediaTypeNames.Application.Xml, statusCode: StatusCodes.Status404NotFound)
            : Results.Bytes(content, MediaTypeNames.Application.Json, entityTag: ETag(content));
    }

    private async Task WriteAsync(string key, HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        byte[] content = body.ToArray();
        if (key.StartsWith(Kept, StringComparison.Ordinal))
        {
            _kept[key] = content;
        }

        context.Response.GetTypedHeaders().ETag = ETag(content);
    }

    // The SDK takes it for the content's MD5, and looks.
    private static EntityTagHeaderValue ETag(ReadOnlySpan<byte> content) => new($"\"{Convert.ToHexStringLower(MD5.HashData(content))}\"");

    private IResult Send(JsonElement body)
    {
        if (body.TryGetProperty("message", out _) && _awaited.TryRemove(body.GetProperty("recipient").GetProperty("id").GetString()!, out var awaited))
        {
            awaited.SetResult();
        }

        return Results.Json(new { recipient_id = "1", message_id = $"m_{Guid.CreateVersion7():N}" });
    }
}

/// <summary>Leaves the signals of the process to the program that is rehearsed for.</summary>
internal sealed class RehearsalLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
