using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Replies;
using GptMessenger.Infrastructure.Grains;
using GptMessenger.Infrastructure.Tests.Facebook;
using GptMessenger.Infrastructure.Tests.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace GptMessenger.Infrastructure.Tests.Grains;

public sealed class TurnWatchTests : IDisposable
{
    private readonly OpenTurns _open = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 18, 0, 0, TimeSpan.Zero));
    private readonly RecordedLog<TurnWatch> _log = new();
    private readonly List<ConversationDesk> _desks = [];
    private readonly TurnWatch _watch;

    public TurnWatchTests() => _watch = new TurnWatch(_open, _clock, _log);

    [Fact]
    public void OldTurn_IsAnErrorOnce_AndOverOnce()
    {
        var desk = Open("t1");
        LookAfter(60).Should().BeEmpty();
        LookAfter(1).Should().ContainSingle().Which.Should().Match<(LogLevel Level, string Text)>(line =>
            line.Level == LogLevel.Error && line.Text.Contains("1 turns") && line.Text.Contains("t1") && line.Text.Contains("GET /admin/turns?state=open"));
        Open("t2");
        LookAfter(100).Should().BeEmpty("one line says it");
        _desks.ForEach(each => each.Turn = null);
        LookAfter(10).Should().ContainSingle().Which.Level.Should().Be(LogLevel.Warning);
        LookAfter(10).Should().BeEmpty();
        desk.Turn = new Turn("t3", _clock.GetUtcNow(), null);
        LookAfter(61).Should().ContainSingle().Which.Text.Should().Contain("t3");
    }

    [Fact]
    public void TurnThatWaitsForItsNextTry_IsSaidToWait()
    {
        var desk = Open("t1");
        desk.Turn = desk.Turn! with { NotBefore = _clock.GetUtcNow().AddMinutes(10) };

        LookAfter(61).Should().ContainSingle().Which.Should().Match<(LogLevel Level, string Text)>(line =>
            line.Level == LogLevel.Error && line.Text.Contains("put off") && line.Text.Contains("2026-11-22 18:10:00Z"));
        LookAfter(600).Select(line => line.Level).Should().Equal([LogLevel.Error, LogLevel.Warning], "it is due, and nobody works on it");
    }

    [Fact]
    public void RetriedTurn_CountsFromItsRetry()
    {
        var desk = Open("t1");
        _clock.Advance(TimeSpan.FromHours(3));
        desk.Turn = desk.Turn!.Again(_clock.GetUtcNow(), null);

        LookAfter(60).Should().BeEmpty();
        LookAfter(1).Should().ContainSingle();
    }

    [Fact]
    public async Task RunsByItself()
    {
        Open("t1");
        await _watch.StartAsync(default);
        for (int i = 0; i < 2000 && _log.Entries.IsEmpty; i++)
        {
            // The watch runs on other threads: each step of the clock gives them a moment.
            _clock.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(5);
        }

        await _watch.StopAsync(default);
        _log.Entries.Should().ContainSingle();
    }

    public void Dispose()
    {
        _watch.Dispose();
        _desks.ForEach(desk => desk.Dispose());
    }

    private ConversationDesk Open(string turn)
    {
        var desk = new ConversationDesk(GraphHost.Conversation, _open) { Turn = new Turn(turn, _clock.GetUtcNow(), null) };
        _desks.Add(desk);
        return desk;
    }

    private (LogLevel Level, string Text)[] LookAfter(int seconds)
    {
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        _log.Entries.Clear();
        _watch.Look();
        return [.. _log.Entries];
    }
}
