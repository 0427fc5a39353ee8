using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Conversations;
using GptMessenger.Infrastructure.Storage;
using GptMessenger.Infrastructure.Tests.Facebook;

namespace GptMessenger.Infrastructure.Tests.Storage;

public sealed class StoredPageHealthsTests
{
    private const string Key = "users/tenant-1/facebook/100000000000001/health.json";

    private static readonly DateTimeOffset Now = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);
    private static readonly ConnectedPage Page = new(GraphHost.Conversation.Tenant, Channel.Facebook, GraphHost.Conversation.Page);

    private readonly MemoryObjectStore _store = new();

    [Fact]
    public async Task Health_ComesBackAsItWas_UntilItIsForgotten()
    {
        var healths = new StoredPageHealths(_store);
        var health = new PageHealth(PageState.AtRisk, ["Its access token ends soon."], Now, Now.AddHours(-2)) { WholeUntil = Now, RepairedAt = Now.AddHours(-1) };
        (await healths.ReadAsync(Page, default)).Should().BeNull();

        await healths.SaveAsync(Page, health, default);

        (await healths.ReadAsync(Page, default)).Should().BeEquivalentTo(health);
        _store[Key].Should().Contain("\"state\": \"atRisk\"");
        await healths.ForgetAsync(Page, default);
        _store.Keys.Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"state":77,"problems":[],"checkedAt":"2026-11-27T12:00:00Z","since":"2026-11-27T12:00:00Z","wholeUntil":"2026-11-27T12:00:00Z"}""")]
    public async Task BrokenFile_SaysNothing(string file)
    {
        _store[Key] = file;

        (await new StoredPageHealths(_store).ReadAsync(Page, default)).Should().BeNull();
    }
}
