using GptMessenger.Application.Conversations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>Has no token wait in the store for an owner who went away.</summary>
internal sealed partial class LoginSweep(StoredLogins logins, TimeProvider clock, ILogger<LoginSweep> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await logins.SweepAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // It would stop the host, which works without it.
                LogMissed(e is StoreUnavailableException ? null : e, e.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Logins that are over could not be swept away, it is tried again in five minutes: {Reason}")]
    private partial void LogMissed(Exception? exception, string reason);
}
