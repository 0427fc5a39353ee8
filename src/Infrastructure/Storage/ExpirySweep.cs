using GptMessenger.Application.Conversations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Storage;

/// <summary>Deletes what is over: logins of owners who went away, marks of customers who were erased long ago.</summary>
internal sealed partial class ExpirySweep(IEnumerable<IExpiring> kinds, TimeProvider clock, ILogger<ExpirySweep> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var kind in kinds)
            {
                await SweepAsync(kind, stoppingToken);
            }
        }
    }

    private async Task SweepAsync(IExpiring kind, CancellationToken stoppingToken)
    {
        try
        {
            await kind.SweepAsync(stoppingToken);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            // It would stop the host, which works without it.
            LogMissed(e is StoreUnavailableException ? null : e, kind.GetType().Name, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Kind} that are over could not be deleted, it is tried again in five minutes: {Reason}")]
    private partial void LogMissed(Exception? exception, string kind, string reason);
}
