using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace GptMessenger.Api.Simulator;

/// <summary>
/// Messenger's server with one page, the sample shop's, and whoever writes to it. It lives in memory: a restart forgets the threads,
/// while the product keeps its conversations.
/// </summary>
internal sealed class SimulatedMessenger(WebhookPost webhooks, EchoPost echoes, SimulatorKeys keys, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, SimulatedThread> _threads = new();

    /// <summary>A customer nobody has met.</summary>
    public static string NewCustomer() => $"7{RandomNumberGenerator.GetString("0123456789", 16)}";

    /// <summary>What page-scoped ids look like.</summary>
    public static bool IsPsid([NotNullWhen(true)] string? text) => text is { Length: >= 5 and <= 20 } && text.All(char.IsAsciiDigit);

    public SimulatedThread Thread(string psid) => _threads.GetOrAdd(psid, static id => new SimulatedThread(id));

    /// <summary>The customer writes. Completes when the product has the message, or when it is given up.</summary>
    public Task SendTextAsync(string psid, string text, CancellationToken cancellationToken)
    {
        var message = new ThreadMessage(NewMid(), Author.Customer, clock.GetUtcNow()) { Text = text };
        return SayAsync(psid, message, MetaPayload.Text(psid, message.Mid, text, message.SentAt), cancellationToken);
    }

    public Task SendPictureAsync(string psid, Uri picture, CancellationToken cancellationToken)
    {
        var message = new ThreadMessage(NewMid(), Author.Customer, clock.GetUtcNow()) { Picture = picture };
        return SayAsync(psid, message, MetaPayload.Picture(psid, message.Mid, picture.AbsoluteUri, message.SentAt), cancellationToken);
    }

    /// <summary>The customer takes a message back.</summary>
    public Task UnsendAsync(string psid, string mid, CancellationToken cancellationToken)
    {
        var thread = Thread(psid);
        thread.Update(mid, message => message with { IsUnsent = true, Text = null, Picture = null });
        return DeliverAsync(thread, mid, "unsend", MetaPayload.Unsend(psid, mid, clock.GetUtcNow()), cancellationToken);
    }

    /// <summary>Somebody of the shop answers in the page's inbox; the product hears of it as an echo.</summary>
    public Task WriteAsPersonAsync(string psid, string text, CancellationToken cancellationToken)
    {
        var thread = Thread(psid);
        var message = new ThreadMessage(NewMid(), Author.Person, clock.GetUtcNow()) { Text = text };
        thread.Add(message);
        var echo = MetaPayload.Echo(psid, message.Mid, new() { ["text"] = text }, MetaPayload.PageInboxApp, message.SentAt);
        return DeliverAsync(thread, message.Mid, "echo (a person)", echo, cancellationToken);
    }

    /// <summary>The product sent a message through Graph.</summary>
    /// <returns>Its id.</returns>
    public string Receive(string psid, JsonObject message)
    {
        var now = clock.GetUtcNow();
        string mid = NewMid();
        Thread(psid).Add(GraphMessage.Read(message, mid, now));
        echoes.Post(psid, MetaPayload.Echo(psid, mid, message, keys.AppId, now));
        return mid;
    }

    public void MarkSeen(string psid) => Thread(psid).MarkSeen(clock.GetUtcNow());

    public void SetTyping(string psid, bool isTyping) => Thread(psid).SetTyping(isTyping, clock.GetUtcNow());

    private Task SayAsync(string psid, ThreadMessage message, JsonObject payload, CancellationToken cancellationToken)
    {
        var thread = Thread(psid);
        thread.Add(message);
        return DeliverAsync(thread, message.Mid, "message", payload, cancellationToken);
    }

    private Task DeliverAsync(SimulatedThread thread, string mid, string what, JsonObject payload, CancellationToken cancellationToken) =>
        webhooks.DeliverAsync(thread.Psid, what, payload, delivery => thread.Update(mid, message => message with { Delivery = delivery }), cancellationToken);

    private static string NewMid() => $"m_{Convert.ToBase64String(RandomNumberGenerator.GetBytes(48)).Replace('+', '-').Replace('/', '_')}";
}
