using System.Diagnostics.Metrics;
using GptMessenger.Application;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>Measures Graph from outside: how long its answers to sends take, what they say, and how many leave a doubt.</summary>
internal sealed class MeasuredMessenger : IMessengerClient
{
    private readonly IMessengerClient _messenger;
    private readonly TimeProvider _clock;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _doubts;

    public MeasuredMessenger(IMessengerClient messenger, IMeterFactory meters, TimeProvider clock)
    {
        (_messenger, _clock) = (messenger, clock);
        var meter = meters.Create(Telemetry.Name);
        _duration = meter.CreateHistogram<double>("gptmessenger.graph.duration", "s", "How long Graph took for a send, by verdict", tags: null, Telemetry.Latency);
        _doubts = meter.CreateCounter<long>("gptmessenger.sends.doubts", "{send}", "Sends that may have reached the customer, and may not");
    }

    public async Task<SendResult> SendAsync(ConversationId conversation, ReplyPart part, CancellationToken cancellationToken)
    {
        long start = _clock.GetTimestamp();
        var result = await _messenger.SendAsync(conversation, part, cancellationToken);
        _duration.Record(_clock.GetElapsedTime(start).TotalSeconds, new KeyValuePair<string, object?>("verdict", result.Verdict.ToString()));
        if (result.Verdict == SendVerdict.InDoubt)
        {
            _doubts.Add(1);
        }

        return result;
    }

    public Task<LookResult> FindSentAsync(ConversationId conversation, ReplyPart part, IReadOnlySet<string> otherMids, CancellationToken cancellationToken) =>
        _messenger.FindSentAsync(conversation, part, otherMids, cancellationToken);

    public Task MarkSeenAsync(ConversationId conversation, CancellationToken cancellationToken) => _messenger.MarkSeenAsync(conversation, cancellationToken);

    public Task ShowTypingAsync(ConversationId conversation, CancellationToken cancellationToken) => _messenger.ShowTypingAsync(conversation, cancellationToken);
}
