using GptMessenger.Application.Conversations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>Has this node see within seconds which pages other nodes connected or disconnected.</summary>
internal sealed partial class PagesRefresh(KnownPages pages, TimeProvider clock, ILogger<PagesRefresh> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private bool _isFailing;

    /// <summary>One look, whatever comes of it.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await pages.RefreshAsync(cancellationToken);
            _isFailing = false;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Report(e);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await LookAsync(stoppingToken);
        }
    }

    /// <summary>Said once for as long as it lasts; what is no outage is a mistake of ours, and its trace is wanted.</summary>
    private void Report(Exception failure)
    {
        if (!_isFailing)
        {
            _isFailing = true;
            LogMissed(failure is StoreUnavailableException ? null : failure, failure.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Which pages were connected or disconnected elsewhere cannot be read for now, what is known stays in use: {Reason}")]
    private partial void LogMissed(Exception? exception, string reason);
}
