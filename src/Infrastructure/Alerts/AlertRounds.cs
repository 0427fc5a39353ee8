using GptMessenger.Application.Alerts;
using GptMessenger.Application.Conversations;
using MediatR;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Alerts;

/// <summary>Has alerts delivered as they fall due, on whichever node takes them first.</summary>
internal sealed partial class AlertRounds(ISender sender, TimeProvider clock, ILogger<AlertRounds> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private bool _isFailing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await sender.Send(new DeliverAlerts(), stoppingToken);
                _isFailing = false;
            }
            catch (StoreUnavailableException e)
            {
                if (!_isFailing)
                {
                    _isFailing = true;
                    LogFailed(e.Message);
                }
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Alerts wait, because the engine's memory does not answer: {Reason}")]
    private partial void LogFailed(string reason);
}
