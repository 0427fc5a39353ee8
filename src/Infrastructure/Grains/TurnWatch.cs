using GptMessenger.Application.Replies;
using GptMessenger.Domain.Replies;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Grains;

/// <summary>
/// Looks after the turns that this node works on: one that is open for longer than a minute is worth a person's look. Says so once, when it
/// begins and when it is over, and not for every turn.
/// </summary>
internal sealed partial class TurnWatch(OpenTurns open, TimeProvider clock, ILogger<TurnWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(60);

    private bool _areStuck;
    private bool _areWaiting;

    internal void Look()
    {
        var now = clock.GetUtcNow();
        List<Turn> old = [.. open.Now.Where(turn => now - OpenTurns.Since(turn) > TooLong)];

        // Put off, by Graph's word or by ours: until then there is nothing to do but to find out why.
        List<Turn> waiting = [.. old.Where(turn => turn.NotBefore > now)];
        Tell(ref _areStuck, old.Count > waiting.Count, () => LogStuck(old.Count - waiting.Count, Oldest(old.Except(waiting)).Id), LogNoLongerStuck);
        Tell(ref _areWaiting, waiting.Count > 0, () => LogWaiting(waiting.Count, Oldest(waiting).Id, Oldest(waiting).NotBefore), LogNoLongerWaiting);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Look();
            }
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
    }

    private static void Tell(ref bool state, bool now, Action begun, Action over)
    {
        if (state == now)
        {
            return;
        }

        state = now;
        (now ? begun : over)();
    }

    private static Turn Oldest(IEnumerable<Turn> turns) => turns.MinBy(OpenTurns.Since)!;

    [LoggerMessage(LogLevel.Error, "{Count} turns are open for more than 60 s, the oldest is {Turn}: their customers wait. See GET /admin/turns?state=open, and in the log what the model, Graph and the store say; restarting this node is safe")]
    private partial void LogStuck(int count, string turn);

    [LoggerMessage(LogLevel.Warning, "No turn is stuck any more")]
    private partial void LogNoLongerStuck();

    [LoggerMessage(LogLevel.Error, "{Count} turns are open for more than 60 s because their sends were put off, the oldest is {Turn} and waits until {Until:u}: a page that may not send, or a pause that Graph asked for. The log says which page and why; the turns go on by themselves, see GET /admin/turns?state=open")]
    private partial void LogWaiting(int count, string turn, DateTimeOffset? until);

    [LoggerMessage(LogLevel.Warning, "No turn is put off for longer than 60 s any more")]
    private partial void LogNoLongerWaiting();
}
