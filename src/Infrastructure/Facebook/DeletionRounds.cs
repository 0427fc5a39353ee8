using GptMessenger.Application.Conversations;
using GptMessenger.Application.Pages;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>Has accepted deletions carried out: at once, at the start what was left undone, and every ten minutes what a node left behind that died.</summary>
internal sealed partial class DeletionRounds(StoredDeletions deletions, IServiceProvider services, ILogger<DeletionRounds> logger) : BackgroundService
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await services.GetRequiredService<ISender>().Send(new CarryOutDeletions(), stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogLater(e is StoreUnavailableException or UnreadableFileException ? null : e, e.Message);
            }

            await deletions.WaitAsync(Longest, stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Error, "What Meta accounts asked to be forgotten could not be forgotten yet, it is tried again within ten minutes: {Reason}")]
    private partial void LogLater(Exception? exception, string reason);
}
