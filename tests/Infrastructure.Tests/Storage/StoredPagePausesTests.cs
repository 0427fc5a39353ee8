using System.Text;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using GptMessenger.Infrastructure.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace GptMessenger.Infrastructure.Tests.Storage;

public sealed class StoredPagePausesTests : IDisposable
{
    private static readonly DateTimeOffset Since = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);
    private static readonly ConnectedPage Page = ConversationId.TryParse("tenant-1/facebook/100/900", out var id) ? new(id.Tenant, id.Channel, id.Page) : throw new InvalidOperationException();

    private readonly MemoryObjectStore _store = new();
    private readonly RevalidatedObjects _objects;
    private readonly StoredPagePauses _pauses;

    public StoredPagePausesTests()
    {
        _objects = new RevalidatedObjects(_store, new FakeTimeProvider(), NullLogger<RevalidatedObjects>.Instance);
        _pauses = new StoredPagePauses(_store, _objects);
    }

    [Fact]
    public async Task PausedPage_IsKnownAtOnce_AndSoIsThatItGoesOn()
    {
        (await _pauses.SinceAsync(Page, CancellationToken.None)).Should().BeNull();

        await _pauses.SetAsync(Page, Since, CancellationToken.None);
        (await _pauses.SinceAsync(Page, CancellationToken.None)).Should().Be(Since);
        _store["users/tenant-1/facebook/100/paused.json"].Should().Be("""{"since":"2026-11-27T12:00:00+00:00"}""");

        await _pauses.SetAsync(Page, since: null, CancellationToken.None);
        (await _pauses.SinceAsync(Page, CancellationToken.None)).Should().BeNull();
        _store.Keys.Should().BeEmpty();
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"since":17}""")]
    public async Task FileThatSaysNothing_PausesAllTheSame(string content)
    {
        await _store.PutAsync("users/tenant-1/facebook/100/paused.json", Encoding.UTF8.GetBytes(content), WriteCondition.Any, CancellationToken.None);

        (await _pauses.SinceAsync(Page, CancellationToken.None)).Should().Be(DateTimeOffset.UnixEpoch);
    }

    public void Dispose() => _objects.Dispose();
}
