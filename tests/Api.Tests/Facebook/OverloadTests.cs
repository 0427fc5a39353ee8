using System.Collections.Concurrent;
using GptMessenger.Api.Facebook;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace GptMessenger.Api.Tests.Facebook;

public sealed class OverloadTests : IDisposable
{
    private const long Gigabyte = 1L << 30;

    private readonly OpenTurns _open = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _log = [];
    private readonly List<ConversationDesk> _desks = [];
    private readonly Overload _overload;
    private MemoryInUse _memory = new(1 * Gigabyte, 9 * Gigabyte, 1 * Gigabyte, 10 * Gigabyte);
    private int _readings;

    public OverloadTests() => _overload = new Overload(_open, new WebhookLimits(Concurrent: 5, OpenTurns: 2), ReadMemory, _clock, new Log(_log));

    [Fact]
    public void TooManyOpenTurns_RefusesUntilOneHasEnded_AndSaysSoOnceEach()
    {
        OpenTurn();
        _overload.Refusal().Should().BeNull();
        OpenTurn();
        _overload.Refusal().Should().Be("too many turns open");
        _overload.Refusal().Should().NotBeNull();
        var begun = _log.Should().ContainSingle().Subject;
        begun.Level.Should().Be(LogLevel.Error);
        begun.Text.Should().Contain("2 of 2 open turns that are not put off (WEBHOOK_MAX_OPEN_TURNS)").And.Contain("503");

        _desks[0].Turn = null;
        _overload.Refusal().Should().BeNull();
        _log.Should().ContainSingle("it may begin again in a moment");
        _clock.Advance(TimeSpan.FromSeconds(10));
        _overload.Refusal().Should().BeNull();
        _log.Should().HaveCount(2).And.EndWith((LogLevel.Warning, "Deliveries are taken again, 2 were refused"));
        _overload.Refusal().Should().BeNull();
        _log.Should().HaveCount(2);
    }

    [Fact]
    public void TurnsThatArePutOff_CloseTheDoorForNobody_UntilTheyAreDue()
    {
        for (int i = 0; i < 5; i++)
        {
            OpenTurn(TimeSpan.FromMinutes(5));
        }

        OpenTurn();
        _overload.Refusal().Should().BeNull("one is at work, the others wait for a token");

        OpenTurn();
        _clock.Advance(TimeSpan.FromSeconds(1));
        _overload.Refusal().Should().NotBeNull();
        _desks[^1].Turn = null;
        _clock.Advance(TimeSpan.FromSeconds(1));
        _overload.Refusal().Should().BeNull();

        _clock.Advance(TimeSpan.FromSeconds(289));
        _overload.Refusal().Should().NotBeNull("all are taken up in a moment");
    }

    [Theory]
    [InlineData(8, 9, false)]
    [InlineData(9, 9, true)]
    [InlineData(10, 3, true)]
    [InlineData(10, 2, false)]
    public void MemoryNearItsEnd_RefusesWhereMuchOfItIsOurs(int load, int ours, bool isShort)
    {
        _memory = _memory with { Load = load * Gigabyte, Ours = ours * Gigabyte };

        _overload.Refusal().Should().Be(isShort ? "memory is short" : null);
    }

    [Fact]
    public void Memory_IsReadOnceASecond()
    {
        for (int i = 0; i < 50; i++)
        {
            _overload.Refusal();
        }

        _readings.Should().Be(1);
        _memory = _memory with { Load = 10 * Gigabyte, Ours = 5 * Gigabyte };
        _clock.Advance(TimeSpan.FromSeconds(1));
        _overload.Refusal().Should().NotBeNull();
        _memory = _memory with { Load = 1 * Gigabyte };
        _clock.Advance(TimeSpan.FromSeconds(1));
        _overload.Refusal().Should().BeNull();
        _readings.Should().Be(3);
    }

    public void Dispose() => _desks.ForEach(desk => desk.Dispose());

    private MemoryInUse ReadMemory()
    {
        _readings++;
        return _memory;
    }

    private void OpenTurn(TimeSpan? putOff = null)
    {
        ConversationId.TryParse($"t/facebook/1/{_desks.Count}", out var id).Should().BeTrue();
        _desks.Add(new ConversationDesk(id!, _open) { Turn = new Turn($"t{_desks.Count}", _clock.GetUtcNow(), null) { NotBefore = _clock.GetUtcNow() + putOff } });
    }

    private sealed class Log(ConcurrentQueue<(LogLevel Level, string Text)> lines) : ILogger<Overload>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((logLevel, formatter(state, exception)));
    }
}
