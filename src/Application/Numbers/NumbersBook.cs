using System.Threading.Channels;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Application.Numbers;

/// <summary>
/// Counts turns that ended, in this node's measurements at once, in the numbers beside the work on conversations: nobody waits for it. While the memory is away it tries again; what a dying process
/// had not written yet is not counted.
/// </summary>
internal sealed partial class NumbersBook : IAsyncDisposable
{
    private const int Most = 10_000;
    private const int Together = 64;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Channel<EndedTurn> _waiting = Channel.CreateBounded<EndedTurn>(new BoundedChannelOptions(Most) { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private readonly INumbers _numbers;
    private readonly TenantDays _days;
    private readonly Telemetry _telemetry;
    private readonly TimeProvider _clock;
    private readonly ILogger<NumbersBook> _logger;
    private readonly Task _writer;

    public NumbersBook(INumbers numbers, TenantDays days, Telemetry telemetry, TimeProvider clock, ILogger<NumbersBook> logger)
    {
        (_numbers, _days, _telemetry, _clock, _logger) = (numbers, days, telemetry, clock, logger);
        _writer = Task.Run(WriteAsync);
    }

    public void Count(TurnState state, EndedTurn turn)
    {
        _telemetry.Ended(state);
        if (!_waiting.Writer.TryWrite(turn))
        {
            LogLost(1);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _writer;
        _stopping.Dispose();
    }

    private async Task WriteAsync()
    {
        var batch = new List<EndedTurn>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < Together && _waiting.Reader.TryRead(out var turn))
            {
                batch.Add(turn);
            }

            var left = await TryAsync(batch);
            while (left.Count > 0 && !_stopping.IsCancellationRequested)
            {
                await Task.Delay(Pause, _clock, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                left = await TryAsync(left);
            }

            if (left.Count > 0)
            {
                LogLost(left.Count);
            }

            batch.Clear();
        }
    }

    /// <returns>Those that could not be written.</returns>
    private async Task<List<EndedTurn>> TryAsync(List<EndedTurn> turns)
    {
        bool[] areWritten = await Task.WhenAll(turns.Select(AddAsync));
        return [.. turns.Where((_, index) => !areWritten[index])];
    }

    private async Task<bool> AddAsync(EndedTurn turn)
    {
        try
        {
            await _numbers.AddAsync(turn.On(await _days.ZoneOfAsync(turn.Tenant, CancellationToken.None)), CancellationToken.None);
            return true;
        }
        catch (StoreUnavailableException e)
        {
            LogLater(e.Message);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Debug, "A turn could not be counted yet: {Reason}")]
    private partial void LogLater(string reason);

    [LoggerMessage(LogLevel.Warning, "{Count} ended turns are not in the numbers, because the engine's memory did not take them in time")]
    private partial void LogLost(int count);
}
