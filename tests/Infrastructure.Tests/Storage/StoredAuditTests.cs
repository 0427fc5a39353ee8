using GptMessenger.Application.Audit;
using GptMessenger.Domain.Conversations;
using GptMessenger.Infrastructure.Storage;
using Microsoft.Extensions.Time.Testing;

namespace GptMessenger.Infrastructure.Tests.Storage;

public class StoredAuditTests
{
    private static readonly TenantId Tenant = Known("tenant-1/facebook/1/23").Tenant;

    private readonly MemoryObjectStore _store = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 5, 31, 23, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Entries_ComeNewestFirst_AcrossMonths_PageByPage()
    {
        var log = new StoredAudit(_store, _clock);
        foreach (int day in new[] { 3, 70, 1, 150 })
        {
            await log.WriteAsync(Tenant, Entry(day), CancellationToken.None);
        }

        var first = await log.ReadAsync(Tenant, before: null, 3, CancellationToken.None);
        first.Select(entry => entry.Action).Should().Equal("did 1", "did 3", "did 70");
        (await log.ReadAsync(Tenant, first[^1].At, 3, CancellationToken.None)).Should().ContainSingle().Which.Should().Be(Entry(150));
        (await log.ReadAsync(Known("tenant-2/facebook/1/23").Tenant, before: null, 3, CancellationToken.None)).Should().BeEmpty();
    }

    [Fact]
    public async Task EntryAboutACustomer_GoesWithTheCustomer_AndOnlyThatOne()
    {
        var log = new StoredAudit(_store, _clock);
        var (customer, other) = (Known("tenant-1/facebook/1/23"), Known("tenant-1/facebook/11/23"));
        await log.WriteAsync(Tenant, Entry(1) with { Conversation = customer }, CancellationToken.None);
        await log.WriteAsync(Tenant, Entry(2) with { Conversation = other }, CancellationToken.None);
        await log.WriteAsync(Tenant, Entry(3), CancellationToken.None);

        (await new StoredCustomers(_store).EraseAsync(customer, CancellationToken.None)).Should().Be(1);

        (await log.ReadAsync(Tenant, before: null, 10, CancellationToken.None)).Select(entry => entry.Conversation).Should().Equal(other, null);
    }

    private AuditEntry Entry(int days) => new(_clock.GetUtcNow().AddDays(-days), "ada", $"did {days}", "page 1", Conversation: null, Failure: null);

    private static ConversationId Known(string text) => ConversationId.TryParse(text, out var id) ? id : throw new ArgumentException("Not a conversation.", nameof(text));
}
