namespace GptMessenger.Application.Replies;

/// <summary>So many answers are found at a time on this node and no more: a rush makes a queue, not a storm.</summary>
internal sealed class AnswerSeats(ReplyOptions options) : IDisposable
{
    private readonly SemaphoreSlim _seats = new(options.MaxDecisions), _trials = new(Math.Max(1, options.MaxDecisions / 4));

    /// <returns>The seat, which is free again when it is disposed of.</returns>
    public async Task<IDisposable> TakeAsync(CancellationToken cancellationToken)
    {
        await _seats.WaitAsync(cancellationToken);
        return new Seat(_seats);
    }

    /// <summary>The same for what no customer waits for: it never has more than a quarter of the seats.</summary>
    public async Task<IDisposable> TakeForTrialAsync(CancellationToken cancellationToken)
    {
        await _trials.WaitAsync(cancellationToken);
        try
        {
            await _seats.WaitAsync(cancellationToken);
        }
        catch
        {
            _trials.Release();
            throw;
        }

        return new Seat(_seats, _trials);
    }

    public void Dispose()
    {
        _seats.Dispose();
        _trials.Dispose();
    }

    private sealed class Seat(params SemaphoreSlim[] taken) : IDisposable
    {
        public void Dispose() => Array.ForEach(taken, seat => seat.Release());
    }
}
