using System.Net;
using System.Threading.RateLimiting;

namespace GptMessenger.Api.Console.SignIn;

/// <summary>So many wrong keys a minute from one address: a key that can be guessed at leisure is none.</summary>
internal sealed class EntryLimit : IDisposable
{
    private const int Tries = 10, Waiting = 20;

    // One at a time from an address: what is counted afterwards would else not be counted in time.
    private readonly PartitionedRateLimiter<IPAddress> _door = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address => RateLimitPartition.GetConcurrencyLimiter(
        address, _ => new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = Waiting }));

    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address => RateLimitPartition.GetFixedWindowLimiter(
        address, _ => new FixedWindowRateLimiterOptions { PermitLimit = Tries, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));

    /// <returns>The try, which is to be disposed of when it was counted; null: there were too many.</returns>
    public async Task<IDisposable?> EnterAsync(IPAddress address, CancellationToken cancellationToken)
    {
        var turn = await _door.AcquireAsync(address, 1, cancellationToken);
        if (turn.IsAcquired && _limiter.GetStatistics(address) is not { CurrentAvailablePermits: 0 })
        {
            return turn;
        }

        turn.Dispose();
        return null;
    }

    public void NoteFailure(IPAddress address) => _limiter.AttemptAcquire(address).Dispose();

    public void Dispose()
    {
        _door.Dispose();
        _limiter.Dispose();
    }
}
