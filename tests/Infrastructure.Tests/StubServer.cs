using System.Globalization;
using System.Text.Json;
using WireMock;
using WireMock.ResponseBuilders;
using WireMock.Server;
using WireMock.Types;
using WireMock.Util;

namespace GptMessenger.Infrastructure.Tests;

public sealed record Answer(int Status, string Body)
{
    public string ContentType { get; init; } = "application/json";

    public TimeSpan Delay { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public static Answer Ok(string body) => new(200, body);
}

/// <summary>An HTTP server that gives the n-th request the n-th answer.</summary>
public sealed class StubServer : IDisposable
{
    private readonly WireMockServer _server = WireMockServer.Start();
    private readonly CancellationTokenSource _end = new();
    private int _count;

    public StubServer(Func<int, Answer> answer)
        : this((number, _) => answer(number))
    {
    }

    public StubServer(Func<int, IRequestMessage, Answer> answer) =>
        _server.Given(WireMock.RequestBuilders.Request.Create().UsingAnyMethod()).RespondWith(Response.Create().WithCallback(async request =>
        {
            var next = answer(Interlocked.Increment(ref _count) - 1, request);
            await Task.Delay(next.Delay, _end.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            return Message(next);
        }));

    public Uri Address => new(_server.Url + "/");

    /// <summary>How many requests have arrived; those that still wait for their answer included.</summary>
    public int Count => Volatile.Read(ref _count);

    public IReadOnlyList<IRequestMessage> Requests => [.. _server.LogEntries.Select(entry => entry.RequestMessage!).OrderBy(request => request.DateTime)];

    public IRequestMessage Only => Requests.Should().ContainSingle().Subject;

    public static JsonElement Json(IRequestMessage request) => JsonDocument.Parse(request.Body!).RootElement;

    /// <summary>A header's value as text, or null.</summary>
    public static string? Header(IRequestMessage request, string name) =>
        request.Headers is not null && request.Headers.TryGetValue(name, out var values) ? string.Join(',', values) : null;

    public static void ShouldHaveItsLength(IRequestMessage request)
    {
        Header(request, "Content-Length").Should().Be(System.Text.Encoding.UTF8.GetByteCount(request.Body!).ToString(CultureInfo.InvariantCulture));
        Header(request, "Transfer-Encoding").Should().BeNull();
    }

    public void Dispose()
    {
        _end.Cancel();
        _server.Dispose();
        _end.Dispose();
    }

    private static ResponseMessage Message(Answer answer)
    {
        var headers = answer.Headers.ToDictionary(header => header.Key, header => new WireMockList<string>(header.Value));
        headers["Content-Type"] = new WireMockList<string>(answer.ContentType);
        return new ResponseMessage
        {
            StatusCode = answer.Status,
            Headers = headers,
            BodyData = new BodyData { BodyAsString = answer.Body, DetectedBodyType = BodyType.String },
        };
    }
}
