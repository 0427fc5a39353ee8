using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Grains;

/// <summary>
/// Has each page checked once an hour, in a minute of its own that all nodes agree on, some minutes after the start, and whenever somebody asks.
/// Where it is checked, and that it is checked once, is its grain's affair.
/// </summary>
internal sealed partial class PageRounds(IConnectedPages pages, IGrainFactory grains, TimeProvider clock, ILogger<PageRounds> logger) : BackgroundService, IPageChecks
{
    private const int MinutesOfRound = 60;

    // After the start, a tenth of the pages each minute.
    private const int FirstMinute = 2;
    private const int FirstMinutes = 10;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Channel<ConnectedPage> _asked = System.Threading.Channels.Channel.CreateUnbounded<ConnectedPage>();

    public void Request(ConnectedPage page) => _asked.Writer.TryWrite(page);

    /// <param name="page">The page.</param>
    /// <param name="minute">Since 1970.</param>
    /// <param name="minutesSinceStart">Of this process.</param>
    internal static bool IsDue(PageId page, long minute, int minutesSinceStart)
    {
        int own = SHA256.HashData(Encoding.UTF8.GetBytes(page.Value))[0] % MinutesOfRound;
        return minute % MinutesOfRound == own || minutesSinceStart - FirstMinute == own % FirstMinutes;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(GoRoundAsync(stoppingToken), ServeAsync(stoppingToken));

    private async Task GoRoundAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Minute, clock);
        long last = MinuteNow();
        for (int sinceStart = 1; await timer.WaitForNextTickAsync(stoppingToken); sinceStart++)
        {
            // A tick may come late, and then stands for more than one minute.
            for (long now = MinuteNow(); last < now;)
            {
                last = Math.Max(last + 1, now - MinutesOfRound);
                foreach (var page in pages.All.Where(page => IsDue(page.Page, last, sinceStart)))
                {
                    await AskAsync(page, isRoutine: true, stoppingToken);
                }
            }
        }
    }

    private async Task ServeAsync(CancellationToken stoppingToken)
    {
        await foreach (var page in _asked.Reader.ReadAllAsync(stoppingToken))
        {
            await AskAsync(page, isRoutine: false, stoppingToken);
        }
    }

    private async Task AskAsync(ConnectedPage page, bool isRoutine, CancellationToken stoppingToken)
    {
        try
        {
            await grains.GetGrain<IPageGrain>($"{page.Tenant}/{page.Channel.Folder()}/{page.Page}").RequestCheckAsync(isRoutine).WaitAsync(stoppingToken);
        }
        catch (Exception e) when (e is OrleansException or TimeoutException)
        {
            LogNotAsked(page.Page, e.Message);
        }
    }

    private long MinuteNow() => clock.GetUtcNow().Ticks / TimeSpan.TicksPerMinute;

    [LoggerMessage(LogLevel.Warning, "The check of page {Page} could not be asked for, it comes within the hour: {Reason}")]
    private partial void LogNotAsked(PageId page, string reason);
}
