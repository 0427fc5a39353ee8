using GptMessenger.Application.Replies;
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
    public async Task TenantsTurns_AreFoundBehindAnyNumberOfOthers()
    {
        await Turns.EndAsync(Id, Turn, TurnEnd.Answered, next: null);
        await EndOfOthersAsync(60_000);

        (await Turns.ListAsync(new TurnFilter(TurnState.Answered, 5, Id.Tenant), default)).Should().ContainSingle();
    }

    [StoreFact]
    public async Task TurnsThatEndedInOneMillisecond_AreListedOnceEach()
    {
        const int Many = (2 * RedisTurns.Chunk) + 1;
        await Turns.EndAsync(Id, Turn, TurnEnd.Answered, next: null);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Task.WhenAll(Enumerable.Range(0, Many).Select(n => Turns.EndAsync(Other, Turn with { Id = $"b{n}" }, TurnEnd.Answered, next: null)));

        var listed = await Turns.ListAsync(new TurnFilter(TurnState.Answered, Many + 10), default);

        listed.Select(record => record.Turn.Id).Should().OnlyHaveUniqueItems().And.HaveCount(Many + 1).And.EndWith("t1");
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

    private protected override Task<string?> ReadEndedAsync(string id) => _redis.RunAsync(async database =>
    {
        var values = await database.HashGetAsync(RedisServer.Key($"ended:{id}"), ["conversation", "state", "turn"]);
        return values[0].IsNull ? null : string.Join(' ', values);
    });

    /// <summary>Names in the list only, which is all that is looked at of them.</summary>
    private Task EndOfOthersAsync(int count) => _redis.RunAsync(database => database.SortedSetAddAsync(
        RedisServer.Key("ends:Answered"),
        [.. Enumerable.Range(0, count).Select(n => new StackExchange.Redis.SortedSetEntry($"another-tenant/facebook/1/2 b{n}", Now.AddSeconds(1).ToUnixTimeMilliseconds() + (n / 3)))]));

    private Task<TimeSpan?> ExpiryAsync(string key) => _redis.RunAsync(database => database.KeyTimeToLiveAsync(RedisServer.Key(key)));
}
