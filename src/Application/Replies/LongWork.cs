namespace GptMessenger.Application.Replies;

/// <summary>
/// What computes for long in a turn: finding products, counting tokens, proving an answer. It is done on half of the processors, so that a rush
/// of turns does not keep the others from taking webhooks.
/// </summary>
public sealed class LongWork : IDisposable
{
    private readonly SemaphoreSlim _places = new(Math.Max(1, Environment.ProcessorCount / 2));

    public async Task<T> DoAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        await _places.WaitAsync(cancellationToken);
        try
        {
            return work();
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();
}
