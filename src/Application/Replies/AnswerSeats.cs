namespace GptMessenger.Application.Replies;

/// <summary>So many answers are found at a time on this node and no more: a rush makes a queue, not a storm.</summary>
internal sealed class AnswerSeats(ReplyOptions options) : IDisposable
{
    private readonly SemaphoreSlim _seats = new(options.MaxDecisions);

    /// <returns>The seat, which is free again when it is disposed of.</returns>
    public async Task<IDisposable> TakeAsync(CancellationToken cancellationToken)
    {
        await _seats.WaitAsync(cancellationToken);
        return new Seat(_seats);
    }

    public void Dispose() => _seats.Dispose();

    private sealed class Seat(SemaphoreSlim seats) : IDisposable
    {
        public void Dispose() => seats.Release();
    }
}
