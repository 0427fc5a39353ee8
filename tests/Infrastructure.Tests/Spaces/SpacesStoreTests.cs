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
    public async Task WritesRefusedBeforeTheirBodyIsRead_LeaveTheConnectionUsable()
    {
        using var store = new SpacesObjectStore(Elsewhere("no-such-bucket"));

        for (int i = 0; i < 5; i++)
        {
            var write = await FluentActions.Awaiting(() => store.PutAsync("a.json", "x"u8.ToArray(), WriteCondition.Any, default)).Should().ThrowAsync<StoreUnavailableException>();
            write.Which.Message.Should().Contain("NoSuchBucket", "a body left behind would spoil the next request's first line");
        }
    }

    [StoreFact]
    public async Task MissingBucket_IsAFault_NotAnEmptyStore()
    {
        using var store = new SpacesObjectStore(Elsewhere("no-such-bucket"));

        var read = await FluentActions.Awaiting(() => store.GetAsync("users/1/a.json", null, default)).Should().ThrowAsync<StoreUnavailableException>();
        read.Which.Message.Should().Contain("users/1/a.json").And.Contain("NoSuchBucket").And.Contain("404");
        await FluentActions.Awaiting(() => store.PutAsync("users/1/a.json", "x"u8.ToArray(), WriteCondition.MustBe("1"), default)).Should().ThrowAsync<StoreUnavailableException>();
    }

    [StoreFact]
    public async Task WrongSecret_IsAFault_ThatDoesNotTellIt()
    {
        using var store = new SpacesObjectStore(Elsewhere(fixture.Gateway.Options.Bucket, secret: "hidden"));

        var read = await FluentActions.Awaiting(() => store.GetAsync("a.json", null, default)).Should().ThrowAsync<StoreUnavailableException>();

        read.Which.Message.Should().Contain("SignatureDoesNotMatch").And.Contain("403");
        read.Which.ToString().Should().NotContain("hidden").And.NotContain(fixture.Gateway.Options.Key);
    }

    public void Dispose() => _store.Dispose();

    private SpacesOptions Elsewhere(string bucket, string? secret = null)
    {
        var here = fixture.Gateway.Options;
        return new SpacesOptions { Bucket = bucket, Region = here.Region, Endpoint = here.Endpoint, Key = here.Key, Secret = secret ?? here.Secret };
    }
}

[NeedsGateway]
[Collection(SharedGateway.Name)]
public sealed class SpacesConversationsTests(GatewayFixture fixture) : ConversationsContract, IDisposable
{
    private readonly SpacesObjectStore _store = new(fixture.Gateway.Options);

    private protected override IObjectStore Store => _store;

    public void Dispose() => _store.Dispose();
}
