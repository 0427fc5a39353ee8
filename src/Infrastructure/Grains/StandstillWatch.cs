using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Grains;

/// <summary>
/// Notices that this process stood still: it was frozen, or its machine was. Meanwhile the other nodes may have taken its conversations
/// over, and until it hears of that it must not acknowledge anything on what it remembers.
/// </summary>
internal sealed partial class StandstillWatch(TimeProvider clock, ILogger<StandstillWatch> logger) : IHostedService, IDisposable
{
    /// <summary>Longer than garbage collection and a busy machine take, shorter than the others take to give a silent node up.</summary>
    private static readonly TimeSpan Standstill = TimeSpan.FromSeconds(3);

    /// <summary>Longer than the membership takes to be read anew.</summary>
    private static readonly TimeSpan Distrust = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private ITimer? _timer;
    private DateTimeOffset? _last;
    private DateTimeOffset _distrustedUntil;

    /// <summary>What this process remembers may be the past. Asking is a beat too: whoever comes first after a standstill notices it.</summary>
    public bool MayBeBehind
    {
        get
        {
            Look();
            lock (_lock)
            {
                return clock.GetUtcNow() < _distrustedUntil;
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The wall clock, not the stopwatch: that one stands still together with a virtual machine.
        _last = clock.GetUtcNow();
        _timer = clock.CreateTimer(_ => Look(), state: null, Beat, Beat);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _timer?.Dispose();

    private void Look()
    {
        TimeSpan gap;
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            gap = now - (_last ?? now);
            _last = _last is null ? null : now;
            if (gap > Standstill)
            {
                _distrustedUntil = now + Distrust;
            }
        }

        if (gap > Standstill)
        {
            LogStoodStill(gap.TotalSeconds, Distrust.TotalSeconds);
        }
    }

    [LoggerMessage(LogLevel.Warning, "This process stood still for {Seconds:F1} s. For {Distrust} s it takes no deliveries: the other nodes may know more by now")]
    private partial void LogStoodStill(double seconds, double distrust);
}
