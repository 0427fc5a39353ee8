using System.Text;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Messenger;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Application.Tests.Conversations;

public sealed class FoldedDeskTests : IDisposable
{
    private readonly ConversationDesk _desk = new(Known.Conversation);

    [Fact]
    public void Folded_SaysTheSameAsBefore()
    {
        var before = MessengerJson.ReadFile(
            Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, 300).Select(i => $$"""{ "sender":{"id":"900"}, "recipient":{"id":"100"}, "timestamp":{{1762700000000 + i}}, "message":{"mid":"m_{{i}}","text":"Größe {{i}}?","new_field":[1.50,null]} }"""))}]"),
            Known.Conversation.Page);
        (_desk.Conversation, _desk.Version) = (before, "v7");

        _desk.Fold();

        _desk.Conversation.Should().NotBeSameAs(before);
        _desk.Conversation!.Events.Should().BeEquivalentTo(before.Events, options => options.Excluding(e => e.Json));
        _desk.Conversation.Events.Select(e => Encoding.UTF8.GetString(e.Json.Span)).Should().Equal(before.Events.Select(e => Encoding.UTF8.GetString(e.Json.Span)));
        _desk.Version.Should().Be("v7");
    }

    [Fact]
    public void FoldedEmpty_IsEmpty()
    {
        _desk.Conversation = Conversation.Empty;

        _desk.Fold();

        _desk.Conversation!.Events.Should().BeEmpty();
    }

    [Fact]
    public void WhatWasPutThereAfterwards_Counts()
    {
        _desk.Conversation = Conversation.Empty;
        _desk.Fold();
        var read = Conversation.Empty.With(MessengerJson.Reply(Known.Conversation, "m_9", "Hello", Known.Now));
        _desk.Conversation = read;
        _desk.Conversation.Should().BeSameAs(read);

        _desk.Fold();
        _desk.Conversation = null;
        _desk.Conversation.Should().BeNull("it is to be read again");
    }

    [Fact]
    public async Task DeskAtWork_IsLeftAlone()
    {
        _desk.Conversation = Conversation.Empty.With(MessengerJson.Reply(Known.Conversation, "m_9", "Hello", Known.Now));
        var before = _desk.Conversation;

        _desk.Turn = new Turn("t1", Known.Now, After: null);
        _desk.Fold();
        _desk.Conversation.Should().BeSameAs(before, "a turn is open");

        _desk.Turn = null;
        await _desk.Gate.WaitAsync();
        _desk.Fold();
        _desk.Conversation.Should().BeSameAs(before, "somebody is writing");
    }

    public void Dispose() => _desk.Dispose();
}
