using System.Collections.Concurrent;
using GptMessenger.Application.Pages;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Replies;
using GptMessenger.Infrastructure.Facebook;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace GptMessenger.Infrastructure.Tests.Facebook;

/// <summary>The brake in front of a Messenger that says what it is told to, with tokens that can be changed and a clock that stands until it is moved.</summary>
internal sealed class BrakedPages : IMessengerClient, IPageTokens, IPageChecks
{
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    private static readonly ReplyPart Part = new TextPart("gptm:turn1:0", "Yes.");

    private readonly PageBrake _brake;

    public BrakedPages()
    {
        Lanes = new PageLanes(Clock);
        var logs = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        _brake = new PageBrake(this, this, Lanes, this, Clock, logs.CreateLogger<PageBrake>());
    }

    public FakeTimeProvider Clock { get; } = new(Start);

    public LogCapture Logs { get; } = new();

    public PageLanes Lanes { get; }

    public ConcurrentDictionary<string, string> Tokens { get; } = new() { ["1"] = "first token", ["2"] = "other token" };

    /// <summary>What Messenger answers; by page.</summary>
    public Func<string, Task<SendResult>> Answer { get; set; } = _ => Task.FromResult(new SendResult(SendVerdict.Sent, "m_1"));

    /// <summary>What reached Messenger: "send 1", "look 1", "seen 1", "typing 1".</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Which pages are to be checked.</summary>
    public ConcurrentQueue<ConnectedPage> Checks { get; } = new();

    public int Sends => Calls.Count(call => call.StartsWith("send", StringComparison.Ordinal));

    public Task<SendResult> SendAsync(string page = "1") => _brake.SendAsync(Of(page), Part, CancellationToken.None);

    public async Task<SendVerdict> VerdictAsync(string page = "1") => (await SendAsync(page)).Verdict;

    public Task<LookResult> LookAsync(string page = "1") => _brake.FindSentAsync(Of(page), Part, new HashSet<string>(), CancellationToken.None);

    public async Task SignAsync(string page = "1")
    {
        await _brake.MarkSeenAsync(Of(page), CancellationToken.None);
        await _brake.ShowTypingAsync(Of(page), CancellationToken.None);
    }

    public void Answers(SendVerdict verdict, TimeSpan? retryAfter = null, bool isForAllPages = false) =>
        Answer = _ => Task.FromResult(new SendResult(verdict, RetryAfter: retryAfter, Error: "as Graph says") { IsForAllPages = isForAllPages });

    public void Works() => Answer = _ => Task.FromResult(new SendResult(SendVerdict.Sent, "m_1"));

    public int Lines(LogLevel level) => Logs.Lines.Count(line => line.Level == level);

    public static PageId Page(string page) => Of(page).Page;

    void IPageChecks.Request(ConnectedPage page) => Checks.Enqueue(page);

    string? IPageTokens.Find(PageId page) => Tokens.GetValueOrDefault(page.Value);

    Task<SendResult> IMessengerClient.SendAsync(ConversationId conversation, ReplyPart part, CancellationToken cancellationToken)
    {
        Calls.Enqueue($"send {conversation.Page}");
        return Answer(conversation.Page.Value);
    }

    Task<LookResult> IMessengerClient.FindSentAsync(ConversationId conversation, ReplyPart part, IReadOnlySet<string> otherMids, CancellationToken cancellationToken)
    {
        Calls.Enqueue($"look {conversation.Page}");
        return Task.FromResult(LookResult.NotThere);
    }

    Task IMessengerClient.MarkSeenAsync(ConversationId conversation, CancellationToken cancellationToken) => Note($"seen {conversation.Page}");

    Task IMessengerClient.ShowTypingAsync(ConversationId conversation, CancellationToken cancellationToken) => Note($"typing {conversation.Page}");

    private Task Note(string call)
    {
        Calls.Enqueue(call);
        return Task.CompletedTask;
    }

    private static ConversationId Of(string page) =>
        ConversationId.TryParse($"tenant-1/facebook/{page}/900", out var id) ? id : throw new ArgumentException("Not a page.", nameof(page));
}
