using GptMessenger.Application.Conversations;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using GptMessenger.Infrastructure.Facebook;
using GptMessenger.Infrastructure.Secrets;
using GptMessenger.Infrastructure.Storage;
using GptMessenger.Infrastructure.Tests.Secrets;
using GptMessenger.Infrastructure.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace GptMessenger.Infrastructure.Tests.Facebook;

public sealed class KnownPagesTests : IAsyncDisposable
{
    private const string StoredToken = "EAAG-stored-token";
    private const string ConfiguredToken = "EAAG-configured-token";

    private static readonly PageId Page = Id("100000000000001"), OtherPage = Id("100000000000002");
    private static readonly TenantId Tenant = TenantOf("tenant-1"), OtherTenant = TenantOf("tenant-2");
    private static readonly PersonId Person = PersonId.TryParse("700000000000001", out var person) ? person : default;

    private readonly MemoryObjectStore _store = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly List<ApiHost> _nodes = [];

    [Fact]
    public async Task StoredPage_WinsOverTheConfiguredOne_AndGivesWayWhenItIsDisconnected()
    {
        var node = await NodeAsync(new PageConnection(Page, Tenant, ConfiguredToken), new PageConnection(OtherPage, Tenant, ConfiguredToken));

        (await ConnectAsync(node, Page)).Should().BeTrue();
        Token(node, Page).Should().Be(StoredToken);
        Token(node, OtherPage).Should().Be(ConfiguredToken);
        Find(node, Page).Should().Be(new ConnectedPage(Tenant, Channel.Facebook, Page));
        node.Get<IConnectedPages>().Find(Channel.Instagram, Page).Should().BeNull();
        node.Get<IConnectedPages>().All.Should().Equal(new ConnectedPage(Tenant, Channel.Facebook, Page), new ConnectedPage(Tenant, Channel.Facebook, OtherPage));
        node.Get<IPageConnections>().List(Tenant).Should().Equal(new ListedPage(Page, "Täschchen", _clock.GetUtcNow(), HasToken: true), new ListedPage(OtherPage, null, null, HasToken: true));

        (await DisconnectAsync(node, Page)).Should().BeTrue();
        Token(node, Page).Should().Be(ConfiguredToken);
        (await DisconnectAsync(node, Page)).Should().BeFalse("it is the configuration's");
    }

    [Fact]
    public async Task ConnectedPage_IsKnownAfterARestart_AndItsTokenIsNowhereInClear()
    {
        var before = await NodeAsync();
        await ConnectAsync(before, Page);

        var after = await NodeAsync();

        Token(after, Page).Should().Be(StoredToken);
        _store["connections/facebook/pages/100000000000001.json"].Should().Contain("\"tenant\": \"tenant-1\"").And.Contain("\"person\": \"700000000000001\"").And.Contain("\"connected_at\"");
        _store["connections/facebook/people/700000000000001.json"].Should().Be("""{"tenants":["tenant-1"]}""");
        _store.Keys.Should().Contain("users/tenant-1/secrets/FACEBOOK_ACCESS_TOKEN_100000000000001");
        _store.Keys.Select(key => _store[key]).Should().NotContain(text => text.Contains(StoredToken, StringComparison.Ordinal));
        foreach (var node in new[] { before, after })
        {
            node.Logs.All.Should().NotContain(StoredToken);
        }
    }

    [Fact]
    public async Task OtherNode_SeesAChangeWithOneQuestionMore_AndAsksOnceWhereThereIsNone()
    {
        var (one, two) = (await NodeAsync(), await NodeAsync());
        await ConnectAsync(one, Page);
        Find(two, Page).Should().BeNull();

        await LookAsync(two);
        Token(two, Page).Should().Be(StoredToken);

        int reads = _store.Reads;
        await LookAsync(two);
        (_store.Reads - reads).Should().Be(1);

        _clock.Advance(TimeSpan.FromSeconds(1));
        await ConnectAsync(one, Page, token: StoredToken + "2");
        await LookAsync(two);
        Token(two, Page).Should().Be(StoredToken + "2");

        await DisconnectAsync(one, Page);
        await LookAsync(two);
        Find(two, Page).Should().BeNull();
        Token(two, Page).Should().BeNull();
    }

    [Fact]
    public async Task AnotherToken_OrTheSameConnectedAnew_WakesWhatWaitedForIt_OnEveryNode()
    {
        var (one, two, woken) = (await NodeAsync(new PageConnection(Page, Tenant, ConfiguredToken)), await NodeAsync(new PageConnection(Page, Tenant, ConfiguredToken)), new List<string>());
        (one.Get<KnownPages>().Renewed, two.Get<KnownPages>().Renewed) = (page => woken.Add($"one {page}"), page => woken.Add($"two {page}"));
        foreach (string token in new[] { ConfiguredToken, StoredToken, StoredToken })
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await ConnectAsync(one, Page, token: token);
            await LookAsync(two);
        }

        woken.Should().Equal($"one {Page}", $"two {Page}", $"one {Page}", $"two {Page}");
    }

    [Fact]
    public async Task UnchangedPages_AreNotSentAgain()
    {
        var node = await NodeAsync();
        await ConnectAsync(node, Page);
        await ConnectAsync(node, OtherPage);
        await LookAsync(node);
        int sent = _store.Sent;

        _clock.Advance(TimeSpan.FromMinutes(6));
        await LookAsync(node);

        _store.Sent.Should().Be(sent);
        Token(node, Page).Should().Be(StoredToken);
    }

    [Fact]
    public async Task EventOfAPageConnectedElsewhereJustNow_IsNotTurnedDown()
    {
        var (one, two) = (await NodeAsync(), await NodeAsync());
        await ConnectAsync(one, Page);

        (await two.Get<IConnectedPages>().FindAsync(Channel.Facebook, Page, default)).Should().Be(new ConnectedPage(Tenant, Channel.Facebook, Page));
        Token(two, Page).Should().Be(StoredToken);
    }

    [Fact]
    public async Task EventOfAPageNobodyConnected_AsksTheStoreNowAndThen()
    {
        var pages = (await NodeAsync()).Get<IConnectedPages>();
        (await pages.FindAsync(Channel.Facebook, Page, default)).Should().BeNull();
        int reads = _store.Reads;

        (await pages.FindAsync(Channel.Facebook, Page, default)).Should().BeNull();
        _store.Reads.Should().Be(reads);
        (await pages.FindAsync(Channel.Instagram, Page, default)).Should().BeNull();
        _store.Reads.Should().Be(reads);

        _clock.Advance(TimeSpan.FromSeconds(6));
        (await pages.FindAsync(Channel.Facebook, Page, default)).Should().BeNull();
        _store.Reads.Should().Be(reads + 1);
    }

    [Fact]
    public async Task StoreThatIsDown_LeavesWhatIsKnown_AndTurnsNoEventDown()
    {
        var node = await NodeAsync();
        await ConnectAsync(node, Page);
        _store.IsDown = true;

        await LookAsync(node);
        await LookAsync(node);

        Token(node, Page).Should().Be(StoredToken);
        node.Logs.Lines.Should().ContainSingle(line => line.Level == LogLevel.Warning && line.Text.Contains("what is known stays in use", StringComparison.Ordinal));
        await FluentActions.Awaiting(async () => await node.Get<IConnectedPages>().FindAsync(Channel.Facebook, OtherPage, default)).Should().ThrowAsync<StoreUnavailableException>();
    }

    [Fact]
    public async Task PageOfAnotherTenant_IsNotTaken()
    {
        var node = await NodeAsync(new PageConnection(OtherPage, OtherTenant, ConfiguredToken));
        await ConnectAsync(node, Page);
        var before = _store.Keys.ToDictionary(key => key, key => _store[key]);

        (await ConnectAsync(node, Page, OtherTenant)).Should().BeFalse();
        (await ConnectAsync(node, OtherPage)).Should().BeFalse();
        (await node.Get<IPageConnections>().DisconnectAsync(OtherTenant, Page, default)).Should().BeFalse();

        _store.Keys.ToDictionary(key => key, key => _store[key]).Should().Equal(before);
        Token(node, Page).Should().Be(StoredToken);
        node.Get<IPageConnections>().List(OtherTenant).Should().ContainSingle().Which.Page.Should().Be(OtherPage);
    }

    [Fact]
    public async Task LastPageOfAPerson_ForgetsThePersonsTenant()
    {
        var node = await NodeAsync();
        await ConnectAsync(node, Page);
        await ConnectAsync(node, OtherPage);
        await ConnectAsync(node, Id("100000000000003"), OtherTenant);

        await DisconnectAsync(node, Page);
        _store["connections/facebook/people/700000000000001.json"].Should().Be("""{"tenants":["tenant-1","tenant-2"]}""");
        await DisconnectAsync(node, OtherPage);
        _store["connections/facebook/people/700000000000001.json"].Should().Be("""{"tenants":["tenant-2"]}""");
        _store.Keys.Should().NotContain(key => key.StartsWith("users/tenant-1/secrets/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task UnreadableToken_IsSaidOnce_AndThePageStaysConnected()
    {
        await ConnectAsync(await NodeAsync(), Page);

        var lost = await NodeAsync(key: 2);
        await LookAsync(lost);

        Find(lost, Page).Should().NotBeNull("its messages are still to be kept");
        Token(lost, Page).Should().BeNull();
        lost.Get<IPageConnections>().List(Tenant).Should().ContainSingle().Which.HasToken.Should().BeFalse();
        lost.Logs.Lines.Should().ContainSingle(line => line.Level == LogLevel.Error && line.Text.Contains("The access token of page 100000000000001 cannot be read", StringComparison.Ordinal));

        (await ConnectAsync(lost, Page, token: "EAAG-new-token")).Should().BeTrue();
        Token(lost, Page).Should().Be("EAAG-new-token");
    }

    [Fact]
    public async Task TokenThatComesBack_IsUsed()
    {
        const string Key = "users/tenant-1/secrets/FACEBOOK_ACCESS_TOKEN_100000000000001";
        await ConnectAsync(await NodeAsync(), Page);
        string token = _store[Key];
        await _store.DeleteAsync(Key, default);
        var node = await NodeAsync();
        Token(node, Page).Should().BeNull();

        _store[Key] = token;
        await LookAsync(node);

        Token(node, Page).Should().Be(StoredToken);
        node.Logs.Lines.Count(line => line.Level == LogLevel.Error).Should().Be(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"tenant":"../up"}""")]
    public async Task BrokenFile_LeavesWhatIsKnown(string file)
    {
        const string Key = "connections/facebook/pages/100000000000001.json";
        var node = await NodeAsync();
        await ConnectAsync(node, Page);
        _store[Key] = file;
        _store["connections/facebook/pages/no page.json"] = "{}";
        _clock.Advance(TimeSpan.FromMinutes(6));

        await LookAsync(node);

        Token(node, Page).Should().Be(StoredToken);
        _store[Key].Should().Be(file);
        node.Logs.Lines.Should().Contain(line => line.Level == LogLevel.Error && line.Text.Contains(Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task BrokenFileOfAPerson_IsNotOverwritten()
    {
        const string Key = "connections/facebook/people/700000000000001.json";
        var node = await NodeAsync();
        _store[Key] = "{";

        await FluentActions.Awaiting(() => ConnectAsync(node, Page)).Should().ThrowAsync<UnreadableFileException>();

        _store[Key].Should().Be("{");
        Find(node, Page).Should().BeNull();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }

    private static ConnectedPage? Find(ApiHost node, PageId page) => node.Get<IConnectedPages>().Find(Channel.Facebook, page);

    private static string? Token(ApiHost node, PageId page) => node.Get<KnownPages>().Find(page);

    private static Task<bool> ConnectAsync(ApiHost node, PageId page, TenantId? tenant = null, string token = StoredToken) => node.Get<IPageConnections>()
        .ConnectAsync(new PageConnectionRequest(tenant ?? Tenant, page, "Täschchen", new AccessToken(token), Person), default);

    private static Task<bool> DisconnectAsync(ApiHost node, PageId page) => node.Get<IPageConnections>().DisconnectAsync(Tenant, page, default);

    private static Task LookAsync(ApiHost node) => node.Get<PagesRefresh>().LookAsync(default);

    private static PageId Id(string text) => PageId.TryParse(text, out var id) ? id : throw new ArgumentException("Not a page.", nameof(text));

    private static TenantId TenantOf(string text) => TenantId.TryParse(text, out var id) ? id : throw new ArgumentException("Not a tenant.", nameof(text));

    private Task<ApiHost> NodeAsync(params PageConnection[] configured) => NodeAsync(key: 1, configured);

    private async Task<ApiHost> NodeAsync(byte key, params PageConnection[] configured)
    {
        var node = new ApiHost(services => services.AddSingleton<IObjectStore>(_store).AddSingleton<TimeProvider>(_clock)
            .AddSecrets(new SecretsOptions([SecretsHost.Key(key)]))
            .AddSingleton(Substitute.For<IPageChecks>()).AddSingleton(Substitute.For<IPutOffTurns>())
            .AddFacebook(new GraphOptions(), new ConnectedPagesOptions { Pages = configured }));
        _nodes.Add(node);
        await node.Get<IServiceProvider>().OpenSecretsAsync(default);
        await LookAsync(node);
        return node;
    }
}
