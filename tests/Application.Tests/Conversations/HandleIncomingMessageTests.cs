using FluentValidation;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Pages;
using GptMessenger.Application.Replies;
using GptMessenger.Application.Spending;
using GptMessenger.Domain.Conversations;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NSubstitute;

namespace GptMessenger.Application.Tests.Conversations;

/// <summary>Through the mediator as the host registers it, so that registration and validation are tried as well.</summary>
public sealed class HandleIncomingMessageTests : IDisposable
{
    private readonly IConnectedPages _pages = Substitute.For<IConnectedPages>();
    private readonly IConversationInbox _inbox = Substitute.For<IConversationInbox>();
    private readonly IPageRefreshes _refreshes = Substitute.For<IPageRefreshes>();
    private readonly IPageProfiles _profiles = Substitute.For<IPageProfiles>();
    private readonly IPageMetadata _metadata = Substitute.For<IPageMetadata>();
    private readonly ServiceProvider _services;

    public HandleIncomingMessageTests()
    {
        _pages.Find(Channel.Facebook, Known.Conversation.Page).Returns(Known.Page);
        _pages.FindAsync(Channel.Facebook, Known.Conversation.Page, Arg.Any<CancellationToken>()).Returns(Known.Page);
        _inbox.DeliverAsync(Known.Conversation, null!, default).ReturnsForAnyArgs(Receipt.Stored);
        var services = new ServiceCollection().AddLogging().AddMetrics().AddApplication(new ReplyOptions(), new SpendOptions()).AddSingleton(TimeProvider.System)
            .AddSingleton(_pages).AddSingleton(_inbox).AddSingleton(_refreshes).AddSingleton(_profiles).AddSingleton(_metadata);
        foreach (var port in typeof(IConversationInbox).Assembly.GetTypes().Where(type => type is { IsInterface: true, IsPublic: true, IsGenericType: false }))
        {
            services.TryAddSingleton(port, _ => Substitute.For([port], []));
        }

        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    [Fact]
    public async Task ConnectedPage_DeliversToItsTenantsConversation()
    {
        var message = Known.Message("m1");

        (await SendAsync(new HandleIncomingMessage(Channel.Facebook, Known.Conversation.Page, message))).Should().Be(Receipt.Stored);

        await _inbox.Received(1).DeliverAsync(Known.Conversation, message, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task PageNotConnected_DeliversNothing()
    {
        (await SendAsync(new HandleIncomingMessage(Channel.Instagram, Known.Conversation.Page, Known.Message("m1")))).Should().Be(Receipt.PageNotConnected);
        (await SendAsync(new HandleEcho(Channel.Instagram, Known.Conversation.Page, Known.Echo("e1")))).Should().Be(Receipt.PageNotConnected);

        _inbox.ReceivedCalls().Should().BeEmpty();
    }

    [Fact]
    public async Task WithoutACustomer_IsRefusedBeforeItsHandler()
    {
        var act = () => SendAsync(new HandleIncomingMessage(Channel.Facebook, Known.Conversation.Page, Known.Message("m1") with { Customer = null }));

        (await act.Should().ThrowAsync<ValidationException>()).WithMessage("*It names no customer by a valid id.*");
        _inbox.ReceivedCalls().Should().BeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(513)]
    public async Task MidMissingOrFarTooLong_IsRefused(int length)
    {
        var act = () => SendAsync(new HandleIncomingMessage(Channel.Facebook, Known.Conversation.Page, Known.Message("m1") with { Key = new string('m', length) }));

        (await act.Should().ThrowAsync<ValidationException>()).WithMessage("*Its mid is missing or far too long.*");
    }

    [Theory]
    [InlineData(EventKind.Message, true)]
    [InlineData(EventKind.Postback, true)]
    [InlineData(EventKind.Order, true)]
    [InlineData(EventKind.Edit, true)]
    [InlineData(EventKind.Unsend, true)]
    [InlineData(EventKind.Echo, false)]
    [InlineData(EventKind.Reply, false)]
    [InlineData(EventKind.Notice, false)]
    [InlineData(EventKind.PolicyEnforcement, false)]
    [InlineData(EventKind.Unknown, false)]
    public async Task Kind_IsLetInOnlyWhenACustomerSaysIt(EventKind kind, bool isLetIn)
    {
        var act = () => SendAsync(new HandleIncomingMessage(Channel.Facebook, Known.Conversation.Page, Known.Message("m1") with { Kind = kind }));

        if (isLetIn)
        {
            await act.Should().NotThrowAsync();
        }
        else
        {
            await act.Should().ThrowAsync<ValidationException>();
        }
    }

    [Fact]
    public async Task EchoCommand_TakesEchoesOnly()
    {
        var act = () => SendAsync(new HandleEcho(Channel.Facebook, Known.Conversation.Page, Known.Message("m1")));

        await act.Should().ThrowAsync<ValidationException>();
        (await SendAsync(new HandleEcho(Channel.Facebook, Known.Conversation.Page, Known.Echo("e1")))).Should().Be(Receipt.Stored);
    }

    [Fact]
    public async Task PageChange_IsLookedAtSoonWhenThePageIsConnected()
    {
        (await SendAsync(new NotePageChange(Channel.Facebook, Known.Conversation.Page))).Should().BeTrue();
        (await SendAsync(new NotePageChange(Channel.Instagram, Known.Conversation.Page))).Should().BeFalse();

        await _refreshes.Received(1).RequestAsync(Known.Page);
    }

    [Fact]
    public async Task RefreshPage_StoresWhatThePageSays()
    {
        var document = new PageDocument("{}"u8.ToArray());
        _profiles.FetchAsync(Known.Page, Arg.Any<CancellationToken>()).Returns(document);

        await _services.GetRequiredService<ISender>().Send(new RefreshPage(Known.Page));

        await _metadata.Received(1).SaveAsync(Known.Page, document, Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task RefreshPageThatCannotBeReached_KeepsWhatIsStored()
    {
        _profiles.FetchAsync(null!, default).ReturnsForAnyArgs(Task.FromException<PageDocument>(new PageUnreachableException("token expired")));

        await _services.GetRequiredService<ISender>().Send(new RefreshPage(Known.Page));

        _metadata.ReceivedCalls().Should().BeEmpty();
    }

    public void Dispose() => _services.Dispose();

    private Task<T> SendAsync<T>(IRequest<T> request) => _services.GetRequiredService<ISender>().Send(request);
}
