using System.Globalization;
using System.Text.Json;

namespace GptMessenger.Testing;

/// <summary>Somebody who writes to a page, and what can be seen of the conversation from outside: what was sent, what is stored.</summary>
public sealed class Customer(Product product, Outside outside, string page = Product.Page)
{
    private static long _last = 200_000_000_000_000 + (Environment.TickCount64 % 1_000_000 * 1_000_000);

    private int _messages;

    /// <summary>Nobody else's: tests that share a product do not meet.</summary>
    public string Id { get; private init; } = Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);

    public string Page => page;

    public IReadOnlyList<GraphSend> Received => [.. outside.Sends.Where(send => send.Recipient == Id)];

    /// <summary>The same person, writing to another process.</summary>
    public Customer At(Product other) => new(other, outside, page) { Id = Id, _messages = _messages };

    public string NextMid() => string.Create(CultureInfo.InvariantCulture, $"m_{Id}_{++_messages}");

    public Task WriteAsync(string text, string? mid = null) => product.DeliverAsync(MetaJson.Message(page, Id, mid ?? NextMid(), text));

    /// <summary>Writes, and waits until it is answered and the answer is stored.</summary>
    public async Task<GraphSend> AskAsync(string text)
    {
        int before = Received.Count;
        await WriteAsync(text);
        var sent = (await outside.SentToAsync(Id, before + 1))[before];
        await StoredAsync(events => events.Any(e => e.Contains($"\"{sent.Mid}\"", StringComparison.Ordinal)));
        return sent;
    }

    /// <summary>The stored events, each as its text in the file.</summary>
    public IReadOnlyList<string> Stored()
    {
        string path = product.ConversationPath(Id, page);
        if (!File.Exists(path))
        {
            return [];
        }

        using var file = JsonDocument.Parse(File.ReadAllBytes(path));
        return [.. file.RootElement.EnumerateArray().Select(e => e.GetRawText())];
    }

    /// <summary>Waits until there are so many.</summary>
    public Task<IReadOnlyList<string>> StoredAsync(int count, TimeSpan? within = null) => StoredAsync(events => events.Count >= count, within);

    public async Task<IReadOnlyList<string>> StoredAsync(Func<IReadOnlyList<string>, bool> until, TimeSpan? within = null)
    {
        var end = DateTimeOffset.UtcNow + (within ?? TimeSpan.FromSeconds(20));
        while (true)
        {
            var events = Stored();
            if (until(events))
            {
                return events;
            }

            if (DateTimeOffset.UtcNow > end)
            {
                throw new TimeoutException($"The conversation of {Id} is not as expected, but:\n{string.Join('\n', events)}");
            }

            await Task.Delay(20);
        }
    }

    /// <summary>A reply in the shape in which both systems store it.</summary>
    public void ShouldBeStoredReply(string stored, GraphSend sent)
    {
        using var reply = JsonDocument.Parse(stored);
        var root = reply.RootElement;
        root.EnumerateObject().Select(member => member.Name).Should().Equal("sender", "recipient", "timestamp", "message");
        root.GetProperty("sender").GetRawText().Should().Be($$"""{"id":"{{page}}"}""");
        root.GetProperty("recipient").GetRawText().Should().Be($$"""{"id":"{{Id}}"}""");
        root.GetProperty("timestamp").GetInt64().Should().BeCloseTo(sent.At.ToUnixTimeMilliseconds(), 60_000);
        var message = root.GetProperty("message");
        message.EnumerateObject().Select(member => member.Name).Should().Equal("mid", "text");
        message.GetProperty("mid").GetString().Should().Be(sent.Mid);
        message.GetProperty("text").GetString().Should().Be(sent.Text);
    }
}
