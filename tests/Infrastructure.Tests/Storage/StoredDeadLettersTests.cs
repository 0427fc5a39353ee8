using System.Text.Json;
using GptMessenger.Domain.Replies;
using GptMessenger.Infrastructure.Storage;
using GptMessenger.Infrastructure.Tests.Facebook;

namespace GptMessenger.Infrastructure.Tests.Storage;

public sealed class StoredDeadLettersTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 18, 0, 0, TimeSpan.Zero);

    private readonly MemoryObjectStore _store = new();
    private readonly Turn _turn = new Turn("t1", Now.AddMinutes(-5), "m0").WithReply(["Schöne Tasche"], "m1", [new ReplyCard("Rucksack")]);

    [Fact]
    public async Task Kept_CanBeReadByAPerson()
    {
        await new StoredDeadLetters(_store).KeepAsync(GraphHost.Conversation, _turn, "Bug: Graph said \"no\"", Now, default);

        string file = _store["users/tenant-1/facebook/100000000000001/dead_letters/200000000000001/t1.json"];
        file.Should().Contain("Schöne Tasche");
        using var letter = JsonDocument.Parse(file);
        var root = letter.RootElement;
        root.EnumerateObject().Select(member => member.Name).Should().Equal("error", "at", "conversation", "turn");
        root.GetProperty("error").GetString().Should().Be("Bug: Graph said \"no\"");
        root.GetProperty("at").GetDateTimeOffset().Should().Be(Now);
        root.GetProperty("conversation").GetString().Should().Be(GraphHost.Conversation.ToString());
        var turn = root.GetProperty("turn");
        turn.EnumerateObject().Select(member => member.Name).Should().BeEquivalentTo("id", "openedAt", "after", "through", "parts", "failures");
        turn.GetProperty("parts")[0].GetProperty("metadata").GetString().Should().Be("gptm:t1:0");
        turn.GetProperty("parts")[0].GetProperty("text").GetString().Should().Be("Schöne Tasche");
        turn.GetProperty("parts")[1].GetProperty("cards")[0].GetProperty("title").GetString().Should().Be("Rucksack");
    }

    [Fact]
    public async Task KeptAgain_TakesTheOldOnesPlace_AndRemovedIsGone()
    {
        var letters = new StoredDeadLetters(_store);
        await letters.KeepAsync(GraphHost.Conversation, _turn, "one", Now, default);
        await letters.KeepAsync(GraphHost.Conversation, _turn, "two", Now, default);
        _store.Keys.Should().ContainSingle();
        _store[_store.Keys.Single()].Should().Contain("two");

        await letters.RemoveAsync(GraphHost.Conversation, "t1", default);
        await letters.RemoveAsync(GraphHost.Conversation, "t1", default);
        _store.Keys.Should().BeEmpty();
    }
}
