using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Api.Tests.Monitoring;

/// <summary>A span as OTLP carries it (opentelemetry-proto 1.9, trace.proto).</summary>
internal sealed record Span(string Trace, string Id, string Parent, string Name, IReadOnlyList<string> LinkedTraces);

/// <summary>An OTLP collector on a loopback port, over HTTP with protobuf.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Collector(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public ConcurrentQueue<Span> Spans { get; } = [];

    /// <summary>Everything received, as far as it is text.</summary>
    public ConcurrentQueue<string> Texts { get; } = [];

    public int MetricExports { get; private set; }

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var collector = new Collector(builder.Build());
        collector._app.MapPost("/v1/traces", collector.TakeTracesAsync);
        collector._app.MapPost("/v1/metrics", collector.TakeMetricsAsync);
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>All spans so far, as soon as they are what is expected.</summary>
    public async Task<IReadOnlyList<Span>> SpansAsync(Func<IReadOnlyList<Span>, bool> until)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!until([.. Spans]))
        {
            timeout.IsCancellationRequested.Should().BeFalse(string.Join('\n', Spans));
            await Task.Delay(50);
        }

        return [.. Spans];
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeTracesAsync(HttpRequest request)
    {
        byte[] body = await ReadAsync(request);
        foreach (var span in Fields(body).Where(IsField(1)).SelectMany(resource => Fields(resource.Bytes)).Where(IsField(2)).SelectMany(scope => Fields(scope.Bytes)).Where(IsField(2)))
        {
            var fields = Fields(span.Bytes).ToList();
            Spans.Enqueue(new Span(
                Hex(fields, 1), Hex(fields, 2), Hex(fields, 4), Encoding.UTF8.GetString(fields.First(IsField(5)).Bytes.Span),
                [.. fields.Where(IsField(13)).Select(link => Hex([.. Fields(link.Bytes)], 1))]));
        }
    }

    private async Task TakeMetricsAsync(HttpRequest request)
    {
        await ReadAsync(request);
        MetricExports++;
    }

    private async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        Texts.Enqueue(Encoding.Latin1.GetString(body.ToArray()));
        return body.ToArray();
    }

    private static Func<(int Number, ReadOnlyMemory<byte> Bytes), bool> IsField(int number) => field => field.Number == number;

    private static string Hex(IReadOnlyList<(int Number, ReadOnlyMemory<byte> Bytes)> fields, int number) =>
        Convert.ToHexStringLower(fields.FirstOrDefault(field => field.Number == number).Bytes.Span);

    /// <summary>The fields of a protobuf message that have a length; numbers are passed over.</summary>
    private static IEnumerable<(int Number, ReadOnlyMemory<byte> Bytes)> Fields(ReadOnlyMemory<byte> message)
    {
        int at = 0;
        while (at < message.Length)
        {
            ulong tag = Varint(message.Span, ref at);
            switch (tag & 7)
            {
                case 0:
                    Varint(message.Span, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 5:
                    at += 4;
                    break;
                default:
                    int length = (int)Varint(message.Span, ref at);
                    yield return ((int)(tag >> 3), message.Slice(at, length));
                    at += length;
                    break;
            }
        }
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = bytes[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}
