using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Testing;

/// <summary>A message that the product handed to Graph: a text, or cards and an empty one.</summary>
public sealed record GraphSend(string Page, string Recipient, string Text, string? Metadata, string Mid, DateTimeOffset At)
{
    /// <summary>The titles of a generic template's elements; empty: it is a text.</summary>
    public IReadOnlyList<string> Cards { get; init; } = [];

    /// <summary>Messenger's type of it, and its tag where it has one: <c>MESSAGE_TAG HUMAN_AGENT</c>.</summary>
    public string Kind { get; init; } = "";

    public bool IsCards => Cards.Count > 0;
}

/// <summary>What lies outside the product: a Graph API and a model, on one loopback port, over real HTTP.</summary>
public sealed class Outside : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<GraphSend> _sends = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _mid;

    private Outside(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public string GraphEndpoint => Address;

    public string GenAiEndpoint => $"{Address}/v1/chat/completions";

    /// <summary>What the model says; by default it repeats the customer's words.</summary>
    public Func<string, Task<string>> Model { get; set; } = prompt => Task.FromResult($"You said: {CustomerMessage(prompt)}");

    /// <summary>What Graph does with a send before it takes it: an answer of its own, such as an error, or null to take it.</summary>
    public Func<GraphSend, HttpContext, Task<IResult?>> BeforeSend { get; set; } = (_, _) => Task.FromResult<IResult?>(null);

    /// <summary>An answer that the model gives instead of thinking, such as an error; null: it thinks.</summary>
    public Func<string, IResult?> BeforeModel { get; set; } = _ => null;

    /// <summary>Told when Graph's answer to a send that it took has left.</summary>
    public Action<GraphSend> OnSendAnswered { get; set; } = _ => { };

    /// <summary>Told when the model's answer to a prompt has left.</summary>
    public Action<string> OnModelAnswered { get; set; } = _ => { };

    /// <summary>What becomes of a send before Graph answers; returning false leaves the answer out, as a broken connection does.</summary>
    public Func<GraphSend, Task<bool>> OnSend { get; set; } = _ => Task.FromResult(true);

    public ConcurrentQueue<string> Prompts { get; } = new();

    public ConcurrentQueue<string> SenderActions { get; } = new();

    public ConcurrentQueue<string> PageReads { get; } = new();

    /// <summary>Whose name was asked for.</summary>
    public ConcurrentQueue<string> NameReads { get; } = new();

    /// <summary>The profile of a customer by their id, or another answer; by default the app may not see it.</summary>
    public Func<string, IResult> Profile { get; set; } = _ => GraphError(100, 2018218);

    public IReadOnlyList<GraphSend> Sends
    {
        get
        {
            lock (_sends)
            {
                return [.. _sends];
            }
        }
    }

    public static async Task<Outside> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var outside = new Outside(builder.Build());
        outside._app.MapPost("/v1/chat/completions", outside.CompleteAsync);
        outside._app.MapPost("/{version}/{page}/messages", outside.SendAsync);
        outside._app.MapGet("/{version}/{page}/conversations", outside.Thread);
        outside._app.MapGet("/{version}/{page}", outside.Page);
        await outside._app.StartAsync();
        return outside;
    }

    /// <summary>Waits until so many messages were sent to a customer, and gives them all.</summary>
    public async Task<IReadOnlyList<GraphSend>> SentToAsync(string recipient, int count, TimeSpan? within = null)
    {
        using var timeout = new CancellationTokenSource(within ?? TimeSpan.FromSeconds(20));
        while (true)
        {
            Task changed;
            lock (_sends)
            {
                var sent = _sends.Where(send => send.Recipient == recipient).ToList();
                if (sent.Count >= count)
                {
                    return sent;
                }

                changed = _changed.Task;
            }

            try
            {
                await changed.WaitAsync(timeout.Token);
            }
            catch (OperationCanceledException e)
            {
                throw new TimeoutException($"{count} messages to {recipient} were expected, there are {Sends.Count(send => send.Recipient == recipient)}; in all {Sends.Count}.", e);
            }
        }
    }

    public static string CustomerMessage(string prompt)
    {
        string message = prompt[(prompt.LastIndexOf("Customer Message:", StringComparison.Ordinal) + "Customer Message:".Length)..];
        int end = message.IndexOf("\n\n", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).Trim();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>As Graph says no: decided by code and subcode, whatever the status.</summary>
    public static IResult GraphError(int code, int? subcode = null, int status = StatusCodes.Status400BadRequest) => Results.Json(
        new { error = new { message = "(#" + code + ") No.", type = "OAuthException", code, error_subcode = subcode, fbtrace_id = "A-trace" } }, statusCode: status);

    private async Task<IResult> CompleteAsync(JsonObject request, HttpContext context)
    {
        string prompt = string.Join('\n', request["messages"]!.AsArray().Select(message => (string)message!["content"]!));
        Prompts.Enqueue(prompt);
        if (BeforeModel(prompt) is { } refusal)
        {
            return refusal;
        }

        string text = await Model(prompt);
        context.Response.OnCompleted(() =>
        {
            OnModelAnswered(prompt);
            return Task.CompletedTask;
        });
        return Results.Json(new
        {
            choices = new[] { new { index = 0, finish_reason = "stop", message = new { role = "assistant", content = text } } },
            usage = new { prompt_tokens = 100, completion_tokens = 10, total_tokens = 110 },
        });
    }

    private async Task<IResult> SendAsync(string page, JsonObject body, HttpContext context)
    {
        string recipient = (string)body["recipient"]!["id"]!;
        if (body["sender_action"] is { } action)
        {
            SenderActions.Enqueue($"{recipient} {action}");
            return Results.Json(new { recipient_id = recipient });
        }

        var message = body["message"]!;
        var send = new GraphSend(
            page, recipient, (string?)message["text"] ?? "", (string?)message["metadata"],
            string.Create(CultureInfo.InvariantCulture, $"m_out_{Interlocked.Increment(ref _mid)}"), DateTimeOffset.UtcNow)
        {
            Kind = $"{body["messaging_type"]} {body["tag"]}".Trim(),
            Cards = [.. message["attachment"]?["payload"]?["elements"]?.AsArray().Select(element => (string)element!["title"]!) ?? []],
        };
        if ((send.Text.Length == 0) != send.IsCards)
        {
            return GraphError(100);
        }

        if (await BeforeSend(send, context) is { } refusal)
        {
            return refusal;
        }

        lock (_sends)
        {
            _sends.Add(send);
            _changed.TrySetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        if (!await OnSend(send))
        {
            context.Abort();
        }

        context.Response.OnCompleted(() =>
        {
            OnSendAnswered(send);
            return Task.CompletedTask;
        });
        return Results.Json(new { recipient_id = recipient, message_id = send.Mid });
    }

    private IResult Thread(string page, string user_id)
    {
        var messages = Sends.Where(send => send.Recipient == user_id && send.Page == page).Reverse().Take(20).Select(send => new
        {
            id = send.Mid,
            created_time = send.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+0000'", CultureInfo.InvariantCulture),
            from = new { id = send.Page },
            message = send.Text,
            attachments = send.IsCards ? new { data = send.Cards.Select(title => new { generic_template = new { title } }) } : null,
        });
        return Results.Json(new { data = new[] { new { id = $"t_{user_id}", messages = new { data = messages } } } });
    }

    private IResult Page(string page, string fields)
    {
        if (fields.StartsWith("first_name", StringComparison.Ordinal))
        {
            NameReads.Enqueue(page);
            return Profile(page);
        }

        PageReads.Enqueue(page);
        return Results.Text(JsonSerializer.Serialize(new { id = page, name = "A page of the test" }), "application/json");
    }
}
