using GptMessenger.Application.Shops;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Infrastructure.Tests.Shopify;

/// <summary>Counts how often work was asked for; the test does it itself.</summary>
internal sealed class RequestedKeeper : IShopKeeper
{
    private int _requests;

    public int Requests => Volatile.Read(ref _requests);

    public Task RequestAsync(TenantId tenant)
    {
        Interlocked.Increment(ref _requests);
        return Task.CompletedTask;
    }

    public Task KeepAsync(TenantId tenant) => RequestAsync(tenant);
}
