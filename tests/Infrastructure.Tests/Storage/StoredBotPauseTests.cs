using GptMessenger.Infrastructure.Storage;
using GptMessenger.Infrastructure.Tests.Facebook;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace GptMessenger.Infrastructure.Tests.Storage;

public sealed class StoredBotPauseTests
{
    private readonly MemoryObjectStore _store = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly RecordedLog<StoredBotPause> _log = new();

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"until":5}""")]
    [InlineData("""{"until":"tomorrow"}""")]
    public async Task BrokenFile_IsAPauseForNow_AndStaysAsItIs(string file)
    {
        string key = StoreKeys.BotPause(GraphHost.Conversation);
        _store[key] = file;

        var until = await new StoredBotPause(_store, _clock, _log).ReadAsync(GraphHost.Conversation, default);

        until.Should().Be(_clock.GetUtcNow().AddMinutes(60));
        _store[key].Should().Be(file);
        var entry = _log.Entries.Should().ContainSingle().Subject;
        entry.Level.Should().Be(LogLevel.Error);
        entry.Text.Should().Contain(key);
    }

    [Fact]
    public async Task ClearedPause_IsGone()
    {
        var pause = new StoredBotPause(_store, _clock, _log);
        await pause.SetAsync(GraphHost.Conversation, _clock.GetUtcNow().AddMinutes(5), default);
        (await pause.ReadAsync(GraphHost.Conversation, default)).Should().Be(_clock.GetUtcNow().AddMinutes(5));

        await pause.ClearAsync(GraphHost.Conversation, default);
        await pause.ClearAsync(GraphHost.Conversation, default);

        (await pause.ReadAsync(GraphHost.Conversation, default)).Should().BeNull();
        _store.Keys.Should().BeEmpty();
    }
}
