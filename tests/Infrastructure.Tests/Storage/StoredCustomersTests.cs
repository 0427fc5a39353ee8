using System.Text;
using GptMessenger.Application.Inbox;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;
using GptMessenger.Infrastructure.Storage;

namespace GptMessenger.Infrastructure.Tests.Storage;

public sealed class StoredCustomersTests
{
    private static readonly ConversationId Customer = Read("tenant-1/facebook/100/20"), Namesake = Read("tenant-1/facebook/100/200");

    private readonly MemoryObjectStore _store = new();

    [Fact]
    public async Task EverythingBesideAConversation_IsFoundAndErased_AndNothingOfAnother()
    {
        await FillAsync(Customer);
        await FillAsync(Namesake);
        var customers = new StoredCustomers(_store);

        var files = await customers.ReadAsync(Customer, default);
        (await customers.EraseAsync(Customer, default)).Should().Be(6);

        files.Select(file => file.Key).Should().BeEquivalentTo(
            "users/tenant-1/facebook/100/conversations/20.json", "users/tenant-1/facebook/100/bot_paused/20.json", StoreKeys.PutAside(Customer, "mid:m1"),
            "users/tenant-1/facebook/100/dead_letters/20/t1.json", "users/tenant-1/facebook/100/answers/20/t1.json", "users/tenant-1/facebook/100/person_answers/20/answer-1.json");
        files.Select(file => Encoding.UTF8.GetString(file.Content.ToArray())).Should().OnlyContain(content => content.Contains("20", StringComparison.Ordinal));
        (await customers.ReadAsync(Customer, default)).Should().BeEmpty();
        (await customers.EraseAsync(Customer, default)).Should().Be(0);
        (await customers.ReadAsync(Namesake, default)).Should().HaveCount(6);
    }

    private async Task FillAsync(ConversationId id)
    {
        foreach (string key in new[] { StoreKeys.Conversation(id), StoreKeys.BotPause(id), StoreKeys.PutAside(id, "mid:m1") })
        {
            await _store.PutAsync(key, Encoding.UTF8.GetBytes($$"""{"of":"{{id.Sender}}"}"""), WriteCondition.Any, default);
        }

        await new StoredPersonAnswers(_store).SaveAsync(id, PersonAnswer.Of("answer-1", "Ann here"), default);
        await new StoredDeadLetters(_store).KeepAsync(id, new Turn("t1", DateTimeOffset.UnixEpoch, null), "why", DateTimeOffset.UnixEpoch, default);
        await new StoredAnswers(_store).KeepAsync(id, new Turn("t1", DateTimeOffset.UnixEpoch, null), new AnswerBasis { Source = AnswerSource.Model, PromptVersion = "abc", CatalogVersion = "v1" }, DateTimeOffset.UnixEpoch, default);
    }

    private static ConversationId Read(string text) => ConversationId.TryParse(text, out var id) ? id : throw new InvalidOperationException(text);
}
