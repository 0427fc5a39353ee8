using GptMessenger.Infrastructure.Spaces;
using GptMessenger.Infrastructure.Storage;
using GptMessenger.Infrastructure.Tests.Rgw;
using GptMessenger.Infrastructure.Tests.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace GptMessenger.Infrastructure.Tests.Spaces;

public sealed class ConditionalWriteProbeTests
{
    private readonly MemoryObjectStore _store = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly RecordedLog<ConditionalWriteProbe> _log = new();

    [Fact]
    public async Task StoreThatCompares_IsQuietlyConfirmed_AndNothingStays()
    {
        await ProbeAsync(_store);

        _log.Entries.Should().ContainSingle().Which.Level.Should().Be(LogLevel.Information);
        _store.Keys.Should().BeEmpty();
    }

    [Fact]
    public async Task StoreThatIgnoresIfNoneMatch_IsDenouncedLoudly()
    {
        _store.IgnoresIfNoneMatch = true;

        await ProbeAsync(_store);

        Loud().Should().Contain("If-None-Match").And.Contain("lose");
    }

    [Fact]
    public async Task StoreThatIgnoresIfMatch_IsDenouncedLoudly()
    {
        _store.IgnoresIfMatch = true;

        await ProbeAsync(_store);

        Loud().Should().Contain("If-Match").And.Contain("lose");
    }

    [Fact]
    public async Task StoreThatRefusesTheCurrentVersion_IsDenouncedLoudly()
    {
        _store.RefusesIfMatch = true;

        await ProbeAsync(_store);

        Loud().Should().Contain("refuses If-Match");
    }

    [Fact]
    public async Task StoreThatIsDown_IsTriedAgain_WithGrowingPauses()
    {
        _store.IsDown = true;
        using var probe = new ConditionalWriteProbe(_store, _clock, _log);
        await probe.StartAsync(default);
        await UntilAsync(1);
        _clock.Advance(TimeSpan.FromSeconds(5));
        await UntilAsync(2);
        _store.IsDown = false;
        _clock.Advance(TimeSpan.FromSeconds(9));
        _log.Entries.Should().HaveCount(2, "the second pause is longer");
        _clock.Advance(TimeSpan.FromSeconds(1));
        await probe.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(10));

        _log.Entries.Select(entry => entry.Level).Should().Equal(LogLevel.Warning, LogLevel.Warning, LogLevel.Information);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    public async Task WriteRefusedBecauseOfItself_IsInconclusive_AndProbedAgainWithAFreshKey(string content)
    {
        _store.RefusedAfterWriting = content;

        await ProbeTwiceAsync();

        _log.Entries.Select(entry => entry.Level).Should().Equal(LogLevel.Warning, LogLevel.Information);
        _store.Keys.Should().BeEmpty();
        _store.Written.Distinct().Should().HaveCount(2);
    }

    [Fact]
    public async Task FaultThatNobodyExpected_IsLogged_AndDoesNotStopTheHost()
    {
        _store.NextFault = new InvalidOperationException("odd");

        await ProbeTwiceAsync();

        _log.Entries.Select(entry => entry.Level).Should().Equal(LogLevel.Error, LogLevel.Information);
    }

    private string Loud() => _log.Entries.Should().ContainSingle(entry => entry.Level == LogLevel.Error).Which.Text;

    private async Task ProbeAsync(IObjectStore store)
    {
        using var probe = new ConditionalWriteProbe(store, _clock, _log);
        await probe.StartAsync(default);
        await probe.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private async Task ProbeTwiceAsync()
    {
        using var probe = new ConditionalWriteProbe(_store, _clock, _log);
        await probe.StartAsync(default);
        await UntilAsync(1);
        _clock.Advance(TimeSpan.FromSeconds(5));
        await probe.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private async Task UntilAsync(int entries)
    {
        for (int tries = 0; _log.Entries.Count < entries && tries < 1000; tries++)
        {
            await Task.Delay(5);
        }

        // The probe logs before it begins to wait; the clock must not move in between.
        await Task.Delay(50);
        _log.Entries.Should().HaveCount(entries);
    }
}

[NeedsGateway]
[Collection(SharedGateway.Name)]
public sealed class ConditionalWritesOfTheRealGatewayTests(GatewayFixture fixture)
{
    [StoreFact]
    public async Task RealGateway_HonoursConditionalWrites()
    {
        var log = new RecordedLog<ConditionalWriteProbe>();
        using var store = new SpacesObjectStore(fixture.Gateway.Options);
        using var probe = new ConditionalWriteProbe(store, TimeProvider.System, log);

        await probe.StartAsync(default);
        await probe.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(60));

        log.Entries.Should().ContainSingle().Which.Level.Should().Be(LogLevel.Information);
        var left = new List<string>();
        await foreach (string key in store.ListAsync("probes/", default))
        {
            left.Add(key);
        }

        left.Should().BeEmpty();
    }
}
