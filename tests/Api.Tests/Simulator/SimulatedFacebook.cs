using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GptMessenger.Api.Simulator;
using GptMessenger.Infrastructure.Folder;
using GptMessenger.Infrastructure.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Api.Tests.Simulator;

/// <summary>The simulator on a real address, and in the product's place a webhook that notes what comes and answers as told.</summary>
public sealed class SimulatedFacebook : IAsyncLifetime
{
    public const string Page = "900000000000001";
    public const string AppSecret = "the-app-secret";
    public const string AppId = "300000000000001";
    public const string PageToken = "the-page-token";

    private readonly WebApplication _app;
    private readonly string _store = Directory.CreateTempSubdirectory("gptmessenger-test-").FullName;
    private readonly ConcurrentQueue<int> _answers = new();

    public SimulatedFacebook()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "GptMessenger.Api", EnvironmentName = "Development" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(new ImpatientClock());
        builder.Services.AddStorage(spaces: null, new FolderOptions(_store));
        // As the console does.
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.AddSimulator(new SimulatorKeys(AppSecret, AppId, PageToken));
        _app = builder.Build();
        _app.MapPost("/facebook/webhook", ReceiveAsync);
        _app.MapSimulator();
    }

    public HttpClient Http { get; } = new();

    /// <summary>What was posted to the product: the bytes and the signature.</summary>
    public ConcurrentQueue<(byte[] Body, string? Signature)> Webhooks { get; } = new();

    internal SimulatedMessenger Messenger => _app.Services.GetRequiredService<SimulatedMessenger>();

    internal WireLog Wire => _app.Services.GetRequiredService<WireLog>();

    /// <summary>What the product answers to the next webhooks; 200 after that.</summary>
    public void Answer(params int[] statuses)
    {
        foreach (int status in statuses)
        {
            _answers.Enqueue(status);
        }
    }

    /// <summary>The webhook's only event, once it is there.</summary>
    public async Task<JsonNode> WebhookAsync(int index = 0)
    {
        for (int i = 0; Webhooks.Count <= index; i++)
        {
            i.Should().BeLessThan(500, "the webhook should have come within five seconds");
            await Task.Delay(10);
        }

        return JsonNode.Parse(Webhooks.ElementAt(index).Body)!["entry"]![0]!["messaging"]![0]!;
    }

    /// <summary>Calls Graph as the product does.</summary>
    public async Task<(int Status, JsonNode Body)> SendAsync(JsonObject request, string? token = PageToken, string? proof = null, string page = Page)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"{Http.BaseAddress}simulator/graph/v26.0/{page}/messages?appsecret_proof={proof ?? Proof()}");
        message.Content = JsonContent.Create(request);
        message.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await AnswerAsync(message);
    }

    public async Task<(int Status, JsonNode Body)> GetAsync(string path)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, $"{Http.BaseAddress}simulator/graph/v26.0/{path}&appsecret_proof={Proof()}");
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", PageToken);
        return await AnswerAsync(message);
    }

    public static JsonObject Text(string psid, string text, string? metadata = null)
    {
        var message = new JsonObject { ["text"] = text };
        if (metadata is not null)
        {
            message["metadata"] = metadata;
        }

        return new() { ["recipient"] = new JsonObject { ["id"] = psid }, ["messaging_type"] = "RESPONSE", ["message"] = message };
    }

    /// <summary>A generic template with these elements, or whatever else stands there.</summary>
    public static JsonObject Cards(string psid, string elements) => Attachment(psid, $$$"""{"type":"template","payload":{"template_type":"generic","elements":{{{elements}}}}}""");

    public static JsonObject Attachment(string psid, string attachment) => new()
    {
        ["recipient"] = new JsonObject { ["id"] = psid },
        ["messaging_type"] = "RESPONSE",
        ["message"] = new JsonObject { ["attachment"] = JsonNode.Parse(attachment) },
    };

    public async Task InitializeAsync()
    {
        await _app.StartAsync();
        Http.BaseAddress = new Uri(_app.Urls.First());
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        Directory.Delete(_store, recursive: true);
    }

    private static string Proof() => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(AppSecret), Encoding.UTF8.GetBytes(PageToken)));

    private async Task<(int Status, JsonNode Body)> AnswerAsync(HttpRequestMessage message)
    {
        using var response = await Http.SendAsync(message);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    private async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        Webhooks.Enqueue((body.ToArray(), request.Headers["X-Hub-Signature-256"]));
        return _answers.TryDequeue(out int status) ? Results.Problem("The store is down.", statusCode: status) : Results.Ok();
    }

    /// <summary>The time of day, but nobody has to wait for it.</summary>
    private sealed class ImpatientClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, period);
    }
}
