using System.Diagnostics;
using GptMessenger.Application.Replies;

namespace GptMessenger.Application.Tests;

public sealed class TelemetryTests : IDisposable
{
    private readonly Bot _bot = new();

    [Fact]
    public async Task WhatHappened_IsCounted()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        await _bot.AcceptAsync(Known.Message("m1"));
        await _bot.AcceptAsync(Known.Message("m2"));
        _bot.Clock.Advance(TimeSpan.FromSeconds(7));
        (_bot.Meters["turns.open"], _bot.Meters["turns.oldest"]).Should().Be((1, 7));
        await _bot.AnswerToTheEndAsync();

        _bot.Meters["events.accepted"].Should().Be(2);
        _bot.Meters["events.duplicates"].Should().Be(1);
        _bot.Meters["turns.ended state=answered"].Should().Be(1);
        _bot.Meters["model.tokens kind=prompt"].Should().Be(100);
        _bot.Meters["model.tokens kind=completion"].Should().Be(5);
        _bot.Meters["replies.fallback reason=model_away"].Should().Be(0);
        (_bot.Meters["turns.open"], _bot.Meters["turns.oldest"]).Should().Be((0, 0));
    }

    [Fact]
    public async Task DeskThatIsGone_IsCountedNoMore()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        var desk = _bot.Desk;
        _bot.Restart();

        desk.Turn = desk.Turn! with { Failures = 1 };

        _bot.OpenTurns.Count.Should().Be(0);
    }

    [Fact]
    public async Task OtherEndsAndFallbacks_AreCounted()
    {
        _bot.Answer = (_, _) => throw new LlmUnavailableException("down");
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(_ => Task.FromResult(new SendResult(SendVerdict.Refused, Error: "no")));
        await _bot.AnswerToTheEndAsync();
        await _bot.PauseAsync(Known.Now.AddHours(1));
        await _bot.AcceptAsync(Known.Message("m2"));

        _bot.Meters["replies.fallback reason=model_away"].Should().Be(1);
        _bot.Meters["turns.ended state=dead_letter"].Should().Be(1);
        _bot.Meters["turns.ended state=handed_over"].Should().Be(1);
        _bot.Meters["events.accepted"].Should().Be(2);
    }

    [Fact]
    public async Task DeskThatIsGone_LeavesNoOpenTurnBehind()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.OpenTurns.Count.Should().Be(1);

        _bot.Desk.Dispose();

        (_bot.OpenTurns.Count, _bot.OpenTurns.OldestSince).Should().Be((0, null));
        _bot.Restart();
    }

    [Fact]
    public async Task Reply_IsATraceOfItsOwnLinkedToTheMessagesItAnswers()
    {
        using var recorded = new RecordedSpans();
        var first = await AcceptInATraceAsync("m1");
        var second = await AcceptInATraceAsync("m2");
        ActivityContext third = default;
        _bot.Answer = async (_, _) =>
        {
            // Decided on without it: the next turn's.
            _bot.Answer = (_, _) => Task.FromResult(new Completion("Blue too.", null, null));
            third = await AcceptInATraceAsync("m3");
            return new Completion("Red, yes.", null, null);
        };

        await _bot.AnswerToTheEndAsync();

        var replies = recorded.Of(Telemetry.Name);
        replies.Should().HaveCount(2).And.OnlyContain(span => span.Parent == null && span.OperationName == "reply");
        replies[0].Links.Select(link => link.Context).Should().Equal(first, second);
        replies[1].Links.Select(link => link.Context).Should().Equal(third);
        replies.SelectMany(span => span.TagObjects).Should().NotContain(tag => tag.Value!.ToString()!.Contains("shoes"));
    }

    [Fact]
    public async Task NobodyRecords_NothingIsRemembered()
    {
        await _bot.AcceptAsync(Known.Message("m1"));

        _bot.Desk.Traces.Should().BeNull();
    }

    public void Dispose() => _bot.Dispose();

    private async Task<ActivityContext> AcceptInATraceAsync(string mid)
    {
        using var webhook = RecordedSpans.Webhooks.StartActivity("webhook", ActivityKind.Server, parentContext: new ActivityContext(
            ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded));
        await _bot.AcceptAsync(Known.Message(mid));
        return webhook!.Context;
    }

    /// <summary>Everything that this flow of control records; other tests run beside it.</summary>
    private sealed class RecordedSpans : IDisposable
    {
        private static readonly AsyncLocal<RecordedSpans?> Mine = new();

        private readonly List<Activity> _spans = [];
        private readonly ActivityListener _listener;

        public RecordedSpans()
        {
            Mine.Value = this;
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == Telemetry.Name || source == Webhooks,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => Mine.Value == this ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
                ActivityStopped = span =>
                {
                    if (Mine.Value == this)
                    {
                        _spans.Add(span);
                    }
                },
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public static ActivitySource Webhooks { get; } = new("webhooks of the tests");

        public IReadOnlyList<Activity> Of(string source) => [.. _spans.Where(span => span.Source.Name == source)];

        public void Dispose() => _listener.Dispose();
    }
}
