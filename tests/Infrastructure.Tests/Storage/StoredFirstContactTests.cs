using GptMessenger.Application.Replies;
using GptMessenger.Infrastructure.Storage;
using GptMessenger.Infrastructure.Tests.Facebook;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace GptMessenger.Infrastructure.Tests.Storage;

public sealed class StoredFirstContactTests : IDisposable
{
    private static readonly string Key = StoreKeys.FirstContact(GraphHost.Conversation.Tenant);

    private readonly MemoryObjectStore _store = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly RecordedLog<StoredFirstContact> _log = new();
    private readonly RevalidatedObjects _cache;

    public StoredFirstContactTests() => _cache = new RevalidatedObjects(_store, _clock, new RecordedLog<RevalidatedObjects>());

    [Fact]
    public async Task WithoutAFile_TheTenantHasSaidNothing() => (await FindAsync()).Should().BeNull();

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("off")]
    public async Task EmptyFile_IsOff(string file)
    {
        _store[Key] = file;

        (await FindAsync()).Should().BeSameAs(FirstContact.Off);
        _log.Entries.Should().BeEmpty();
    }

    [Fact]
    public async Task Change_IsSeenSoon()
    {
        _store[Key] = "\uFEFFHei!";
        var first = await FindAsync();
        _store[Key] = "Hallo!";
        _clock.Advance(TimeSpan.FromSeconds(10));

        (first, await FindAsync()).Should().Be((FirstContact.Parse("Hei!"), FirstContact.Parse("Hallo!")));
    }

    [Theory]
    [InlineData("Hi from {shop}")]
    [InlineData("\0\0\0")]
    public async Task FileThatCannotBeUsed_IsReported_AndWhatHoldsForAllIsUsed(string file)
    {
        _store[Key] = file;

        (await FindAsync()).Should().BeNull();

        var entry = _log.Entries.Should().ContainSingle().Subject;
        entry.Level.Should().Be(LogLevel.Error);
        entry.Text.Should().StartWith($"{Key} ").And.NotContain(file);
    }

    [Fact]
    public async Task LongFile_IsReported()
    {
        _store[Key] = new string('a', FirstContact.MaxLength + 1);

        (await FindAsync()).Should().BeNull();

        _log.Entries.Should().ContainSingle().Which.Text.Should().Contain("should be a text of at most 500 characters");
    }

    public void Dispose() => _cache.Dispose();

    private Task<FirstContact?> FindAsync() => new StoredFirstContact(_cache, _log).FindAsync(GraphHost.Conversation.Tenant, default);
}
