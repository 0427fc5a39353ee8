using System.Net;
using System.Threading.RateLimiting;

namespace GptMessenger.Api.Console.SignIn;

/// <summary>So many wrong keys a minute from one address: a key that can be guessed at leisure is none.</summary>
internal sealed class EntryLimit : IDisposable
{
    private const int Tries = 10;

    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address => RateLimitPartition.GetFixedWindowLimiter(
        address, _ => new FixedWindowRateLimiterOptions { PermitLimit = Tries, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }));

    public bool Allows(IPAddress address) => _limiter.GetStatistics(address) is not { CurrentAvailablePermits: 0 };

    public void NoteFailure(IPAddress address) => _limiter.AttemptAcquire(address).Dispose();

    public void Dispose() => _limiter.Dispose();
}
