using GptMessenger.Application.Conversations;
using GptMessenger.Infrastructure.Spaces;
using GptMessenger.Infrastructure.Storage;
using GptMessenger.Infrastructure.Tests.Rgw;
using GptMessenger.Infrastructure.Tests.Storage;

namespace GptMessenger.Infrastructure.Tests.Spaces;

[NeedsGateway]
[Collection(SharedGateway.Name)]
public sealed class SpacesObjectStoreTests(GatewayFixture fixture) : ObjectStoreContract, IDisposable
{
    private readonly SpacesObjectStore _store = new(fixture.Gateway.Options);

    protected override int ListedCount => 1010;

    private protected override IObjectStore Store => _store;

    [StoreFact]
    public async Task RefusedWrites_LeaveTheirConnectionsUsable()
    {
        string key = $"refused/{Guid.NewGuid():N}";
        await _store.PutAsync(key, "1"u8.ToArray(), WriteCondition.MustBeMissing, default);

        for (int i = 0; i < 10; i++)
        {
            await FluentActions.Awaiting(() => _store.PutAsync(key, "GET / HTTP/1.1"u8.ToArray(), WriteCondition.MustBeMissing, default))
                .Should().ThrowAsync<ObjectChangedException>();
            (await _store.GetAsync(key, null, default))!.Content!.Value.ToArray().Should().Equal("1"u8.ToArray());
        }
    }

    [StoreFact]
    public async Task MissingBucket_IsAFault_NotAnEmptyStore()
    {
        var options = fixture.Gateway.Options;
        using var store = new SpacesObjectStore(new SpacesOptions
        {
            Bucket = "no-such-bucket", Region = options.Region, Endpoint = options.Endpoint, Key = options.Key, Secret = options.Secret,
        });

        var read = await FluentActions.Awaiting(() => store.GetAsync("users/1/a.json", null, default)).Should().ThrowAsync<StoreUnavailableException>();
        read.Which.Message.Should().Contain("users/1/a.json").And.Contain("NoSuchBucket").And.Contain("404");
        await FluentActions.Awaiting(() => store.PutAsync("users/1/a.json", "x"u8.ToArray(), WriteCondition.MustBe("1"), default)).Should().ThrowAsync<StoreUnavailableException>();
    }

    [StoreFact]
    public async Task WrongSecret_IsAFault_ThatDoesNotTellIt()
    {
        var options = fixture.Gateway.Options;
        using var store = new SpacesObjectStore(new SpacesOptions
        {
            Bucket = options.Bucket, Region = options.Region, Endpoint = options.Endpoint, Key = options.Key, Secret = "hidden",
        });

        var read = await FluentActions.Awaiting(() => store.GetAsync("a.json", null, default)).Should().ThrowAsync<StoreUnavailableException>();

        read.Which.Message.Should().Contain("SignatureDoesNotMatch").And.Contain("403");
        read.Which.ToString().Should().NotContain("hidden").And.NotContain(options.Key);
    }

    public void Dispose() => _store.Dispose();
}

[NeedsGateway]
[Collection(SharedGateway.Name)]
public sealed class SpacesConversationsTests(GatewayFixture fixture) : ConversationsContract, IDisposable
{
    private readonly SpacesObjectStore _store = new(fixture.Gateway.Options);

    private protected override IObjectStore Store => _store;

    public void Dispose() => _store.Dispose();
}
