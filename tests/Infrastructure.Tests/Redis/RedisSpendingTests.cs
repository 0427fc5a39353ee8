using GptMessenger.Application.Numbers;
using GptMessenger.Application.Spending;
using GptMessenger.Infrastructure.Redis;
using GptMessenger.Infrastructure.Tests.Numbers;
using GptMessenger.Infrastructure.Tests.Rgw;
using GptMessenger.Infrastructure.Tests.Spending;

namespace GptMessenger.Infrastructure.Tests.Redis;

[Collection(SharedRedis.Name), NeedsRedis]
public sealed class RedisSpendingTests(RedisFixture fixture) : SpendingContract, IAsyncLifetime, IAsyncDisposable
{
    private RedisServer _redis = null!;

    private protected override ISpending Spending => new RedisSpending(_redis);

    private protected override INumbers Numbers => new RedisNumbers(_redis);

    public async Task InitializeAsync() => _redis = await fixture.OpenEmptyAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();
}

[Collection(SharedRedis.Name), NeedsRedis]
public sealed class RedisNumbersTests(RedisFixture fixture) : NumbersContract, IAsyncLifetime, IAsyncDisposable
{
    private RedisServer _redis = null!;

    private protected override INumbers Numbers => new RedisNumbers(_redis);

    public async Task InitializeAsync() => _redis = await fixture.OpenEmptyAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    [StoreFact]
    public async Task Everything_ExpiresByItself()
    {
        await AddAsync("a", ("answers", 1));

        (await ExpiryAsync($"numbers:{Tenant}:2026-11-27")).Should().BeCloseTo(TimeSpan.FromDays(401), TimeSpan.FromMinutes(10));
        (await ExpiryAsync("counted:a")).Should().BeCloseTo(TimeSpan.FromDays(3), TimeSpan.FromMinutes(10));
    }

    private async Task<TimeSpan> ExpiryAsync(string key) => (await _redis.RunAsync(database => database.KeyTimeToLiveAsync(RedisServer.Key(key))))!.Value;
}
