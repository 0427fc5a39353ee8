using System.Diagnostics;
using System.Diagnostics.Metrics;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Application.Spending;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Application;

/// <summary>
/// What can be measured and followed from outside. No measurement names a tenant, a page or a customer, and no span holds what anybody said.
/// </summary>
public sealed class Telemetry : IDisposable
{
    /// <summary>Of the meter and of the activity source.</summary>
    public const string Name = "GptMessenger";

    /// <summary>For calls that take from milliseconds to the longest time limit, in seconds.</summary>
    public static readonly InstrumentAdvice<double> Latency = new() { HistogramBucketBoundaries = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60] };

    /// <summary>A burst may be long; the newest of it lead far enough.</summary>
    private const int MaxLinks = 32;

    private readonly ActivitySource _source = new(Name);
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _fallbacks;
    private readonly Counter<long> _limits;
    private readonly Counter<long> _tokens;
    private readonly Counter<long> _checks;
    private readonly Counter<long> _findings;

    public Telemetry(IMeterFactory meters, OpenTurns open, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create(Name);
        _accepted = meter.CreateCounter<long>("gptmessenger.events.accepted", "{event}", "Events that were stored or put aside");
        _duplicates = meter.CreateCounter<long>("gptmessenger.events.duplicates", "{event}", "Events that were known already");
        _ended = meter.CreateCounter<long>("gptmessenger.turns.ended", "{turn}", "Turns that ended, by state");
        _fallbacks = meter.CreateCounter<long>("gptmessenger.replies.fallback", "{reply}", "Replies of the offline responder, because the model gave none, by reason");
        _limits = meter.CreateCounter<long>("gptmessenger.limits.reached", "{call}", "Calls of the model that were not made, because a spend limit is reached, by limit");
        _tokens = meter.CreateCounter<long>("gptmessenger.model.tokens", "{token}", "Tokens used, by kind");
        _checks = meter.CreateCounter<long>("gptmessenger.drafts.checked", "{draft}", "Drafts of the model, by whether the shop's data supports them");
        _findings = meter.CreateCounter<long>("gptmessenger.drafts.findings", "{finding}", "What was wrong with drafts, by kind");
        meter.CreateObservableGauge("gptmessenger.turns.open", () => open.Count, "{turn}", "Turns this node works on");
        meter.CreateObservableGauge(
            "gptmessenger.turns.oldest", () => open.OldestSince is { } since ? (clock.GetUtcNow() - since).TotalSeconds : 0, "s", "Age of the oldest turn this node works on");
    }

    public void Accepted(Receipt receipt)
    {
        if (receipt == Receipt.Duplicate)
        {
            _duplicates.Add(1);
        }
        else if (receipt is Receipt.Stored or Receipt.StoredForPerson or Receipt.PutAside)
        {
            _accepted.Add(1);
        }
    }

    public void Ended(TurnState state) => _ended.Add(1, new KeyValuePair<string, object?>("state", state switch
    {
        TurnState.Answered => "answered",
        TurnState.HandedOver => "handed_over",
        TurnState.Skipped => "skipped",
        TurnState.DeadLetter => "dead_letter",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not an end."),
    }));

    public void FellBack(OfflineReason reason) => _fallbacks.Add(1, new KeyValuePair<string, object?>("reason", reason switch
    {
        OfflineReason.ModelAway => "model_away",
        OfflineReason.NothingSupported => "nothing_supported",
        OfflineReason.DayLimit => "day_limit",
        OfflineReason.MonthLimit => "month_limit",
        OfflineReason.CustomerLimit => "customer_limit",
        OfflineReason.LimitsUnknown => "limits_unknown",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Not a reason."),
    }));

    public void Reached(SpendLimit limit) => _limits.Add(1, new KeyValuePair<string, object?>("limit", limit.ToString().ToLowerInvariant()));

    /// <summary>A draft was checked.</summary>
    /// <param name="findings">The kinds of what was wrong with it; empty: nothing.</param>
    public void Checked(IEnumerable<string> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        bool isSupported = true;
        foreach (string kind in findings)
        {
            isSupported = false;
            _findings.Add(1, new KeyValuePair<string, object?>("kind", kind.ToLowerInvariant()));
        }

        _checks.Add(1, new KeyValuePair<string, object?>("outcome", isSupported ? "supported" : "refused"));
    }

    public void Spent(Completion completion)
    {
        ArgumentNullException.ThrowIfNull(completion);
        _tokens.Add(completion.PromptTokens ?? 0, new KeyValuePair<string, object?>("kind", "prompt"));
        _tokens.Add(completion.CompletionTokens ?? 0, new KeyValuePair<string, object?>("kind", "completion"));
    }

    /// <summary>Remembers in whose trace a message of the open turn came in, where somebody records traces.</summary>
    internal static void Remember(ConversationDesk desk, string key)
    {
        if (Activity.Current is { Recorded: true } current && desk.Turn is not null)
        {
            var traces = desk.Traces ??= new Queue<(string, ActivityContext)>();
            traces.Enqueue((key, current.Context));
            if (traces.Count > MaxLinks)
            {
                traces.Dequeue();
            }
        }
    }

    /// <summary>A trace of its own, linked to those in which the messages came in. Null: nobody records traces.</summary>
    internal Activity? StartReply(ConversationDesk desk, Turn turn)
    {
        if (!_source.HasListeners())
        {
            return null;
        }

        // Whatever woke this conversation is not what the reply is about.
        Activity.Current = null;
        return _source.StartActivity(
            ActivityKind.Consumer, parentContext: default, [new("gptmessenger.turn", turn.Id), new("gptmessenger.turn.failures", turn.Failures)],
            desk.Traces?.Select(trace => new ActivityLink(trace.Context)), name: "reply");
    }

    public void Dispose() => _source.Dispose();
}
