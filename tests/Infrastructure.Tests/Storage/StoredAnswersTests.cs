using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Replies;
using GptMessenger.Infrastructure.Storage;
using GptMessenger.Infrastructure.Tests.Facebook;

namespace GptMessenger.Infrastructure.Tests.Storage;

public sealed class StoredAnswersTests
{
    private const string Key = "users/tenant-1/facebook/100000000000001/answers/200000000000001/t1.json";

    private readonly MemoryObjectStore _store = new();

    [Fact]
    public async Task Kept_ComesBack()
    {
        var answers = new StoredAnswers(_store);
        var basis = new AnswerBasis { Source = AnswerSource.MendedModel, PromptVersion = "abc", CatalogVersion = "v1", Products = ["1", "2"], Refused = [["Money: \"5 EUR\" is no price"]], PromptTokens = 10, CompletionTokens = 3 };

        (await answers.FindAsync(GraphHost.Conversation, "t1", default)).Should().BeNull();
        await answers.KeepAsync(GraphHost.Conversation, new Turn("t1", DateTimeOffset.UnixEpoch, After: null), basis, DateTimeOffset.UnixEpoch, default);

        (await answers.FindAsync(GraphHost.Conversation, "t1", default)).Should().BeEquivalentTo(basis);
        _store[Key].Should().Contain("mendedModel");
    }

    [Fact]
    public async Task BrokenFile_IsNamed()
    {
        _store[Key] = "{";

        var find = async () => await new StoredAnswers(_store).FindAsync(GraphHost.Conversation, "t1", default);

        (await find.Should().ThrowAsync<UnreadableFileException>()).Which.Key.Should().Be(Key);
    }
}
