using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Shops;

/// <summary>The syncs that run on this node, one at a time for each shop: whoever asks meanwhile gets the outcome of the one that runs.</summary>
internal sealed class SyncRuns(IShopKeeper keeper)
{
    private readonly Dictionary<TenantId, Task<ShopSync?>> _running = [];

    public bool IsRunning(TenantId tenant)
    {
        lock (_running)
        {
            return _running.ContainsKey(tenant);
        }
    }

    /// <summary>The run goes on when its callers stop waiting for it: others may wait, and a half sync is of no use to anybody.</summary>
    public Task<ShopSync?> JoinAsync(TenantId tenant, Func<Task<ShopSync?>> sync, CancellationToken cancellationToken)
    {
        lock (_running)
        {
            if (!_running.TryGetValue(tenant, out var run))
            {
                _running[tenant] = run = Task.Run(() => RunAsync(tenant, sync), CancellationToken.None);
            }

            return run.WaitAsync(cancellationToken);
        }
    }

    private async Task<ShopSync?> RunAsync(TenantId tenant, Func<Task<ShopSync?>> sync)
    {
        try
        {
            return await sync();
        }
        finally
        {
            lock (_running)
            {
                _running.Remove(tenant);
            }

            // What the shop told meanwhile is done once more: the sync may have read it before it changed.
            await keeper.RequestAsync(tenant);
        }
    }
}
