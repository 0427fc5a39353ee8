using System.Globalization;
using GptMessenger.Domain.Conversations;
using GptMessenger.Infrastructure.Secrets;
using GptMessenger.Infrastructure.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace GptMessenger.Infrastructure.Tests.Secrets;

public sealed class StoredErasuresTests
{
    private static readonly ConversationId Customer = Conversation("tenant-1/facebook/100000000000001/7001234567890123"), Other = Conversation("tenant-1/facebook/100000000000002/7001234567890123");

    private readonly MemoryObjectStore _store = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Erased_IsKnownToWhoAsks_AndNamedToNobody()
    {
        await Erasures(1).MarkAsync(Customer, _clock.GetUtcNow(), default);

        (await Erasures(1).FindAsync(Customer, default)).Should().Be(_clock.GetUtcNow());
        (await Erasures(1).FindAsync(Other, default)).Should().BeNull();
        (await Erasures(2).FindAsync(Customer, default)).Should().BeNull("another key makes other names");
        string key = _store.Keys.Should().ContainSingle().Which;
        key.Should().MatchRegex("^erasures/[0-9a-f]{64}$");
        _store[key].Should().Be(_clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task RotatedKey_StillFindsWhatTheOldOneNamed_AndTheLaterCounts()
    {
        await Erasures(1).MarkAsync(Customer, _clock.GetUtcNow(), default);
        (await Erasures(2, 1).FindAsync(Customer, default)).Should().Be(_clock.GetUtcNow());
        _clock.Advance(TimeSpan.FromHours(1));

        await Erasures(2, 1).MarkAsync(Customer, _clock.GetUtcNow(), default);

        (await Erasures(2, 1).FindAsync(Customer, default)).Should().Be(_clock.GetUtcNow());
        (await Erasures(1, 2).FindAsync(Customer, default)).Should().Be(_clock.GetUtcNow());
    }

    [Fact]
    public async Task MarkThatCannotBeRead_ErasesAllTheSame()
    {
        await Erasures(1).MarkAsync(Customer, _clock.GetUtcNow(), default);
        _store[_store.Keys.Single()] = "99999999999999999999 or so";

        (await Erasures(1).FindAsync(Customer, default)).Should().Be(_clock.GetUtcNow());
    }

    [Fact]
    public async Task AfterEightDays_ItIsForgotten()
    {
        await Erasures(1).MarkAsync(Customer, _clock.GetUtcNow(), default);
        _clock.Advance(TimeSpan.FromDays(7.9));
        await Erasures(1).SweepAsync(default);
        _store.Keys.Should().NotBeEmpty();

        _clock.Advance(TimeSpan.FromDays(0.2));
        await Erasures(1).SweepAsync(default);

        _store.Keys.Should().BeEmpty();
    }

    private StoredErasures Erasures(params byte[] keys) => new(_store, new WrappingKeys(new SecretsOptions([.. keys.Select(SecretsHost.Key)])), _clock);

    private static ConversationId Conversation(string text) => ConversationId.TryParse(text, out var id) ? id : throw new ArgumentException(text, nameof(text));
}
