using GptMessenger.Application.Inbox;
using GptMessenger.Application.Pages;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Replies;
using GptMessenger.Infrastructure.Facebook;
using GptMessenger.Infrastructure.Secrets;
using GptMessenger.Infrastructure.Storage;
using GptMessenger.Infrastructure.Tests.Secrets;
using GptMessenger.Infrastructure.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace GptMessenger.Infrastructure.Tests.Facebook;

/// <summary>The adapter to the Graph API as the product registers it, for one connected page.</summary>
public sealed class GraphHost : IAsyncDisposable
{
    public const string Token = "TEST_PAGE_TOKEN";
    public const string Secret = "test_app_secret";

    /// <summary>Computed elsewhere, with another library.</summary>
    public const string Proof = "92df2c7d06a0bea4fc2b80f86300143642d76252e572eb8556f74bdebb3b3c06";

    public const string Mid = "m_TESTMID0001";

    public static readonly DateTimeOffset TriedAt = new(2026, 11, 22, 10, 0, 0, 900, TimeSpan.Zero);

    public static readonly TextPart Part = new("gptm:turn1:0", "Yes, we have it in red.\nIt costs 12.50 EUR. 😀") { TriedAt = TriedAt };

    public static readonly CardsPart Cards = new("gptm:turn1:1",
    [
        new ReplyCard("Red boot")
        {
            Subtitle = "12.50 EUR", Image = new Uri("https://cdn.example.test/boot.jpg"), Link = new Uri("https://shop.example.test/boot"),
            Buttons = [new ReplyButton("View in shop", new Uri("https://shop.example.test/boot")), new ReplyButton("Add to cart", new Uri("https://shop.example.test/cart/1:1"))],
        },
        new ReplyCard("Blue  shoe") { Link = new Uri("https://shop.example.test/shoe"), Buttons = [new ReplyButton("View in shop", new Uri("https://shop.example.test/shoe"))] },
    ]) { TriedAt = TriedAt };

    public static readonly ConversationId Conversation = Id("tenant-1/facebook/100000000000001/200000000000001");

    public static readonly ConversationId Unconnected = Id("tenant-1/facebook/999/200000000000001");

    private readonly ApiHost _host;

    public GraphHost(Uri endpoint, Func<GraphOptions, GraphOptions>? change = null)
    {
        var options = new GraphOptions { Endpoint = endpoint, AppSecret = Secret, FirstPause = TimeSpan.FromMilliseconds(10) };
        var pages = new ConnectedPagesOptions { Pages = [new PageConnection(Conversation.Page, Conversation.Tenant, Token)] };
        _host = new ApiHost(services => services.AddSingleton<IObjectStore>(new MemoryObjectStore()).AddSecrets(new SecretsOptions([SecretsHost.Key(1)])).AddSingleton(Substitute.For<IPageChecks>()).AddSingleton(Substitute.For<IPutOffTurns>())
            .AddFacebook(change?.Invoke(options) ?? options, pages));
    }

    public LogCapture Logs => _host.Logs;

    public IConnectedPages Pages => _host.Get<IConnectedPages>();

    public IMessengerClient Messenger => _host.Get<IMessengerClient>();

    public Task<SendResult> SendAsync(CancellationToken cancellationToken = default) => Messenger.SendAsync(Conversation, Part, cancellationToken);

    public Task<LookResult> FindAsync(params string[] otherMids) =>
        Messenger.FindSentAsync(Conversation, Part, otherMids.ToHashSet(), CancellationToken.None);

    public Task<LookResult> FindCardsAsync(params string[] otherMids) =>
        Messenger.FindSentAsync(Conversation, Cards, otherMids.ToHashSet(), CancellationToken.None);

    public Task<PageDocument> FetchAsync(ConversationId? of = null) => _host.Get<IPageProfiles>()
        .FetchAsync(new ConnectedPage(Conversation.Tenant, Channel.Facebook, (of ?? Conversation).Page), CancellationToken.None);

    public Task<NameAnswer> AskNameAsync(ConversationId? of = null) => _host.Get<ICustomerProfiles>().AskNameAsync(of ?? Conversation, CancellationToken.None);

    public IPageThreads Threads => _host.Get<IPageThreads>();

    internal PageLanes Lanes => _host.Get<PageLanes>();

    public Task<PageFindings?> InspectAsync(ConversationId? of = null) =>
        _host.Get<IPageInspection>().InspectAsync(new ConnectedPage(Conversation.Tenant, Channel.Facebook, (of ?? Conversation).Page), CancellationToken.None);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static ConversationId Id(string text) => ConversationId.TryParse(text, out var id) ? id : throw new ArgumentException("Not a conversation.", nameof(text));
}
