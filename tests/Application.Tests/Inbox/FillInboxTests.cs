using GptMessenger.Application.Conversations;
using GptMessenger.Application.Inbox;
using GptMessenger.Domain.Conversations;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace GptMessenger.Application.Tests.Inbox;

/// <summary>Conversations that were there before the inbox get into it once.</summary>
public sealed class FillInboxTests : IDisposable
{
    private readonly Bot _bot = new();
    private readonly List<ConversationSummary> _added = [];
    private bool _isFilled;

    public FillInboxTests()
    {
        _bot.WrittenByOthers(Known.Message("m1", "a human please"), Known.Reply("r1"));
        _bot.Store.ListAsync(Known.Page, default).ReturnsForAnyArgs(_ => Listed());
        _bot.Summaries.IsFilledAsync(Known.Page, default).ReturnsForAnyArgs(_ => Task.FromResult(_isFilled));
        _bot.Summaries.SetFilledAsync(Known.Page, default).ReturnsForAnyArgs(_ =>
        {
            _isFilled = true;
            return Task.CompletedTask;
        });
        _bot.Summaries.AddAsync(null!, default).ReturnsForAnyArgs(call =>
        {
            _added.Add(call.Arg<ConversationSummary>());
            return Task.CompletedTask;
        });
    }

    public void Dispose() => _bot.Dispose();

    [Fact]
    public async Task ConversationWithoutARow_GetsOne_WithoutAnAlarmOfThePast()
    {
        await FillAsync();

        _added.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Snippet = "Yes, we do.", LastBy = Speaker.Bot, Through = "r1", Case = (PersonCase?)null });
        await _bot.Alerts.DidNotReceiveWithAnyArgs().AddAsync(null!, default);
    }

    [Fact]
    public async Task PageThatIsFilled_IsNotListedAgain()
    {
        await FillAsync();
        await FillAsync();

        _bot.Store.ReceivedWithAnyArgs(1).ListAsync(Known.Page, default);
        _added.Should().ContainSingle();
    }

    [Fact]
    public async Task RowThatIsThere_Stays()
    {
        _bot.Row = new ConversationSummary(Known.Conversation);

        await FillAsync();

        _added.Should().BeEmpty();
        _isFilled.Should().BeTrue();
    }

    [Fact]
    public async Task FileThatCannotBeRead_CostsNoOther_AndAStoreThatIsAwayIsAskedAgain()
    {
        _bot.Store.ReadAsync(Known.Conversation, default).ReturnsForAnyArgs(Task.FromException<StoredConversation>(new UnreadableFileException("the file", "it is broken.")));
        await FillAsync();
        (_isFilled, _added.Count).Should().Be((true, 0));

        _isFilled = false;
        _bot.Store.ReadAsync(Known.Conversation, default).ReturnsForAnyArgs(Task.FromException<StoredConversation>(new StoreUnavailableException("away")));
        await FluentActions.Awaiting(FillAsync).Should().ThrowAsync<StoreUnavailableException>();
        _isFilled.Should().BeFalse();
    }

    private Task FillAsync() =>
        new FillInboxHandler(_bot.Summaries, _bot.Store, _bot.Pause, _bot.Options, _bot.Clock, NullLogger<FillInboxHandler>.Instance).Handle(new FillInbox(Known.Page), default);

    private static async IAsyncEnumerable<ConversationId> Listed()
    {
        await Task.CompletedTask;
        yield return Known.Conversation;
    }
}
