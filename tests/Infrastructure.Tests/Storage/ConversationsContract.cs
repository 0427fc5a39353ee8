using System.Globalization;
using System.Text;
using System.Text.Json;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Messenger;
using GptMessenger.Domain.Conversations;
using GptMessenger.Infrastructure.Storage;
using GptMessenger.Infrastructure.Tests.Rgw;

namespace GptMessenger.Infrastructure.Tests.Storage;

/// <summary>What conversations must survive in every store.</summary>
public abstract class ConversationsContract
{
    // What json.dumps writes, with members that no version of Messenger is known to send.
    private const string FromPython =
        """[{"sender": {"id": "24"}, "recipient": {"id": "100"}, "timestamp": 1458692752478, "message": {"mid": "m_1", "text": "caf\u00e9 \ud83d\ude00", "new_thing": {"a": [1.50, 1e3, null]}}, "x": "\/"}]""";

    private readonly string _tenant = Guid.NewGuid().ToString("N");

    private protected abstract IObjectStore Store { get; }

    private StoredConversations Conversations => new(Store);

    [StoreFact]
    public async Task MissingConversation_IsEmpty()
    {
        var stored = await Conversations.ReadAsync(Id(), default);

        stored.Conversation.Events.Should().BeEmpty();
        stored.Version.Should().BeNull();
    }

    [StoreFact]
    public async Task WhatWeDoNotKnow_IsKeptByteForByte()
    {
        var id = Id();
        await Store.PutAsync(StoreKeys.Conversation(id), Encoding.UTF8.GetBytes(FromPython), WriteCondition.Any, default);

        var (conversation, version) = await Conversations.ReadAsync(id, default);
        await Conversations.WriteAsync(id, conversation.With(Message(id, 2)), version, default);

        string file = Encoding.UTF8.GetString((await Store.GetAsync(StoreKeys.Conversation(id), null, default))!.Content!.Value.Span);
        file.Should().Contain(FromPython[1..^1]);
        JsonDocument.Parse(file).RootElement.GetArrayLength().Should().Be(2);
    }

    [StoreFact]
    public async Task FileThatIsNoArray_IsNamedAndNeverOverwritten()
    {
        string[] files = ["", "{", "{}", "[1", "[] []", "null", "[{\"secret words\":}]"];
        foreach (string file in files)
        {
            var id = Id();
            string key = StoreKeys.Conversation(id);
            await Store.PutAsync(key, Encoding.UTF8.GetBytes(file), WriteCondition.Any, default);

            var read = await FluentActions.Awaiting(() => Conversations.ReadAsync(id, default)).Should().ThrowAsync<UnreadableFileException>();
            read.Which.Message.Should().Contain(key).And.NotContain("secret words");
            await FluentActions.Awaiting(() => Conversations.WriteAsync(id, Conversation.Empty.With(Message(id, 1)), null, default))
                .Should().ThrowAsync<ConversationChangedException>();

            Encoding.UTF8.GetString((await Store.GetAsync(key, null, default))!.Content!.Value.Span).Should().Be(file);
        }
    }

    [StoreFact]
    public async Task UnchangedConversation_KeepsItsVersion()
    {
        var id = Id();
        string version = await Conversations.WriteAsync(id, Conversation.Empty.With(Message(id, 1)), null, default);
        var stored = await Conversations.ReadAsync(id, default);

        (await Conversations.WriteAsync(id, stored.Conversation, stored.Version, default)).Should().Be(version);
    }

    [StoreFact]
    public async Task EightWriters_LoseNoMessage()
    {
        const int Writers = 8, Each = 4;
        var id = Id();

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            for (int i = 0; i < Each; i++)
            {
                await AppendAsync(id, Message(id, (writer * Each) + i));
            }
        }));

        var keys = (await Conversations.ReadAsync(id, default)).Conversation.Events.Select(e => e.Key);
        keys.Should().BeEquivalentTo(Enumerable.Range(0, Writers * Each).Select(Mid));
    }

    [StoreFact]
    public async Task ThousandEvents_ComeBackInOrder()
    {
        var id = Id();
        var conversation = Conversation.Of(Enumerable.Range(0, 1000).Select(i => Message(id, i)));

        await Conversations.WriteAsync(id, conversation, null, default);

        (await Conversations.ReadAsync(id, default)).Conversation.Events.Select(e => e.Key).Should().Equal(Enumerable.Range(0, 1000).Select(Mid));
    }

    [StoreFact]
    public async Task OddIds_AreApart()
    {
        string[] senders = ["1", "1.json", "..1", "-", "_", "a..b", new string('9', 128), "%2e%2e".Replace("%", "_", StringComparison.Ordinal)];
        var ids = senders.Select(sender => Id(sender)).Append(Id("1", Channel.Instagram)).ToList();
        for (int i = 0; i < ids.Count; i++)
        {
            await Conversations.WriteAsync(ids[i], Conversation.Empty.With(Message(ids[i], i)), null, default);
        }

        for (int i = 0; i < ids.Count; i++)
        {
            (await Conversations.ReadAsync(ids[i], default)).Conversation.End.Should().Be(Mid(i));
        }
    }

    [StoreFact]
    public async Task Pause_IsRemembered()
    {
        var (pause, id, until) = (new StoredBotPause(Store, TimeProvider.System, new RecordedLog<StoredBotPause>()), Id(), new DateTimeOffset(2026, 11, 22, 18, 0, 0, TimeSpan.FromHours(2)));

        (await pause.ReadAsync(id, default)).Should().BeNull();
        await pause.SetAsync(id, until, default);
        await pause.SetAsync(id, until.AddHours(1), default);

        (await pause.ReadAsync(id, default)).Should().Be(until.AddHours(1));
    }

    [StoreFact]
    public async Task EventPutAsideTwice_IsKeptOnceAndVerbatim()
    {
        var id = Id();
        var @event = Message(id, 1) with { Key = "../odd key/€" };
        var aside = new StoredPutAside(Store);

        await aside.KeepAsync(id, @event, "first reason", default);
        await aside.KeepAsync(id, @event, "second reason", default);

        var keys = new List<string>();
        await foreach (string key in Store.ListAsync($"users/{_tenant}/facebook/100/put_aside/", default))
        {
            keys.Add(key);
        }

        string kept = Encoding.UTF8.GetString((await Store.GetAsync(keys.Should().ContainSingle().Subject, null, default))!.Content!.Value.Span);
        kept.Should().Contain("first reason").And.Contain(Encoding.UTF8.GetString(@event.Json.Span));
    }

    private async Task AppendAsync(ConversationId id, MessengerEvent @event)
    {
        for (int tries = 1; ; tries++)
        {
            var (conversation, version) = await Conversations.ReadAsync(id, default);
            try
            {
                await Conversations.WriteAsync(id, conversation.With(@event), version, default);
                return;
            }
            catch (ConversationChangedException) when (tries < 200)
            {
                // Read again, merge, write again.
            }
        }
    }

    private ConversationId Id(string? sender = null, Channel channel = Channel.Facebook)
    {
        string text = $"{_tenant}/{channel.Folder()}/100/{sender ?? Guid.NewGuid().ToString("N")}";
        return ConversationId.TryParse(text, out var id) ? id : throw new ArgumentException(text, nameof(sender));
    }

    private static string Mid(int number) => string.Create(CultureInfo.InvariantCulture, $"m_{number}");

    private static MessengerEvent Message(ConversationId id, int number) => EventReader.Read(
        Encoding.UTF8.GetBytes($$$"""{"sender":{"id":"{{{id.Sender}}}"},"recipient":{"id":"{{{id.Page}}}"},"timestamp":1,"message":{"mid":"{{{Mid(number)}}}","text":"hi"}}"""),
        id.Page,
        isStandby: false);
}
