using GptMessenger.Infrastructure.Grains;
using GptMessenger.Infrastructure.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace GptMessenger.Infrastructure.Tests.Grains;

public sealed class StandstillWatchTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly RecordedLog<StandstillWatch> _log = new();
    private readonly StandstillWatch _watch;

    public StandstillWatchTests() => _watch = new StandstillWatch(_clock, _log);

    public void Dispose() => _watch.Dispose();

    [Fact]
    public async Task ProcessThatRuns_IsNotBehind()
    {
        await _watch.StartAsync(default);

        Run(TimeSpan.FromMinutes(1));

        _watch.MayBeBehind.Should().BeFalse();
        _log.Entries.Should().BeEmpty();
    }

    [Fact]
    public async Task ProcessThatStoodStill_MayBeBehindForAWhile()
    {
        await _watch.StartAsync(default);

        _clock.Advance(TimeSpan.FromSeconds(4));
        _watch.MayBeBehind.Should().BeTrue();
        Run(TimeSpan.FromSeconds(7));
        _watch.MayBeBehind.Should().BeTrue();
        Run(TimeSpan.FromSeconds(1.5));

        _watch.MayBeBehind.Should().BeFalse();
        _log.Entries.Should().ContainSingle().Which.Text.Should().Contain("stood still for 4.0 s");
    }

    [Fact]
    public void WatchThatIsNotStarted_KnowsOfNothing()
    {
        _watch.MayBeBehind.Should().BeFalse();
        _clock.Advance(TimeSpan.FromHours(1));

        _watch.MayBeBehind.Should().BeFalse();
    }

    private void Run(TimeSpan time)
    {
        for (var end = _clock.GetUtcNow() + time; _clock.GetUtcNow() < end;)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(250));
        }
    }
}
