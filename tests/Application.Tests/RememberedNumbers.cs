using System.Collections.Concurrent;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Numbers;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Tests;

/// <summary>Numbers in memory: what was counted, and what is read.</summary>
internal sealed class RememberedNumbers : INumbers
{
    private readonly ConcurrentQueue<Tally> _counted = new();

    /// <summary>How often it will not take what is counted.</summary>
    public int Failures { get; set; }

    public IReadOnlyList<PageDay> Days { get; set; } = [];

    public IReadOnlyList<Tally> Counted => [.. _counted];

    /// <summary>What was counted, as soon as it is so many turns.</summary>
    public async Task<IReadOnlyList<Tally>> CountedAsync(int turns)
    {
        for (int i = 0; i < 500 && _counted.Count < turns; i++)
        {
            await Task.Delay(10);
        }

        return Counted;
    }

    public Task AddAsync(Tally tally, CancellationToken cancellationToken)
    {
        if (Failures-- > 0)
        {
            throw new StoreUnavailableException("away");
        }

        _counted.Enqueue(tally);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<PageDay>> ReadAsync(TenantId tenant, DateOnly from, DateOnly to, CancellationToken cancellationToken) => Task.FromResult(Days);
}
