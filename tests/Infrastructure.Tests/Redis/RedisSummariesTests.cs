using GptMessenger.Application.Inbox;
using GptMessenger.Infrastructure.Redis;
using GptMessenger.Infrastructure.Tests.Grains;
using GptMessenger.Infrastructure.Tests.Storage;

namespace GptMessenger.Infrastructure.Tests.Redis;

[Collection(SharedRedis.Name), NeedsRedis]
public sealed class RedisSummariesTests(RedisFixture fixture) : SummariesContract, IAsyncLifetime, IAsyncDisposable
{
    private RedisServer _redis = null!;

    private protected override IConversationSummaries Summaries => new RedisSummaries(_redis);

    public async Task InitializeAsync() => _redis = await fixture.OpenEmptyAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    private protected override async Task RestartAsync()
    {
        await _redis.DisposeAsync();
        _redis = new RedisServer(RedisConnection.Read(fixture.Connection), new RecordedLog<RedisServer>());
        await _redis.OpenAsync(default);
    }
}
