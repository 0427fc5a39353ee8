using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Infrastructure.Grains;
using GptMessenger.Infrastructure.Redis;
using GptMessenger.Infrastructure.Tests.Grains;
using GptMessenger.Infrastructure.Tests.Rgw;

namespace GptMessenger.Infrastructure.Tests.Redis;

[Collection(SharedRedis.Name), NeedsRedis]
public sealed class RedisTurnsTests(RedisFixture fixture) : OwnedTurnsContract, IAsyncLifetime, IAsyncDisposable
{
    private RedisServer _redis = null!;
    private ITurnTable _turns = null!;

    private protected override ITurnTable Turns => _turns;

    public async Task InitializeAsync()
    {
        _redis = await fixture.OpenEmptyAsync();
        _turns = NewNode();
    }

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    [StoreFact]
    public async Task Records_ExpireByThemselves_OpenTurnsAndDeadLettersDoNot()
    {
        await Turns.EndAsync(Id, Turn with { Id = "a" }, TurnEnd.Answered, next: null);
        await Turns.EndAsync(Other, Turn with { Id = "d" }, new TurnEnd(TurnState.DeadLetter), next: null);

        (await ExpiryAsync("ended:a")).Should().BeCloseTo(TimeSpan.FromDays(30), TimeSpan.FromMinutes(10));
        (await ExpiryAsync("ended:d")).Should().BeNull();
        (await ExpiryAsync($"turn:{Id}")).Should().BeCloseTo(TimeSpan.FromHours(1), TimeSpan.FromMinutes(1), "only its owner is left");

        await Turns.SaveAsync(Id, Turn);
        (await ExpiryAsync($"turn:{Id}")).Should().BeNull();
        await Turns.ReopenAsync(Other, Turn with { Id = "d" });
        (await ExpiryAsync($"turn:{Other}")).Should().BeNull();
    }

    [StoreFact]
    public async Task TenantsTurns_AreFoundBehindManyOfOthers()
    {
        ConversationId.TryParse("another-tenant/facebook/1/2", out var busy).Should().BeTrue();
        await Turns.EndAsync(Id, Turn, TurnEnd.Answered, next: null);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(Enumerable.Range(0, 1200).Select(n => Turns.EndAsync(busy!, Turn with { Id = $"b{n}" }, TurnEnd.Answered, next: null)));

        (await Turns.ListAsync(new TurnFilter(TurnState.Answered, 5, Id.Tenant), default)).Should().ContainSingle();
        (await Turns.ListAsync(new TurnFilter(TurnState.Answered, 600), default)).Should().HaveCount(600);
    }

    private protected override async Task RestartAsync()
    {
        await _redis.DisposeAsync();
        _redis = new RedisServer(RedisConnection.Read(fixture.Connection), new Storage.RecordedLog<RedisServer>());
        await _redis.OpenAsync(default);
        _turns = NewNode();
    }

    private protected override ITurnTable NewNode() => new RedisTurns(_redis, new NodeId(), Clock);

    private protected override Task WriteOpenAsync(string conversation, string turn) => _redis.RunAsync(async database =>
    {
        await database.SortedSetAddAsync(RedisServer.Key("open"), conversation, 0);
        return await database.HashSetAsync(RedisServer.Key($"turn:{conversation}"), "turn", turn);
    });

    private Task<TimeSpan?> ExpiryAsync(string key) => _redis.RunAsync(database => database.KeyTimeToLiveAsync(RedisServer.Key(key)));
}
