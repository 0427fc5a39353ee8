using GptMessenger.Infrastructure.LocalDisk;

namespace GptMessenger.Infrastructure.Tests.LocalDisk;

public sealed class LocalReminderTableTests : IDisposable
{
    private readonly LocalFolder _folder = new();

    private LocalReminderTable Table => new(_folder.Database);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task UpsertedReminder_IsReadAsItWas_AlsoByTheNextProcess()
    {
        var entry = Entry("a");
        string? etag = await Table.UpsertRow(entry);
        await _folder.ReopenAsync();

        var read = await Table.ReadRow(entry.GrainId, "turn");
        read.Should().BeEquivalentTo(new { entry.GrainId, entry.ReminderName, entry.StartAt, entry.Period, ETag = etag });
        read!.StartAt.Kind.Should().Be(DateTimeKind.Utc);
        (await Table.ReadRow(entry.GrainId, "other")).Should().BeNull();
    }

    [Fact]
    public async Task SecondUpsert_ReplacesTheRowAndItsETag()
    {
        var entry = Entry("a");
        string? first = await Table.UpsertRow(entry);
        entry.Period = TimeSpan.FromHours(3);
        string? second = await Table.UpsertRow(entry);

        second.Should().NotBe(first);
        (await Table.ReadRows(entry.GrainId)).Reminders.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Period = TimeSpan.FromHours(3), ETag = second });
    }

    [Fact]
    public async Task Range_IsOpenAtItsBegin_ClosedAtItsEnd_AndWrapsAround()
    {
        var entries = Enumerable.Range(0, 5).Select(n => Entry($"g{n}")).OrderBy(entry => entry.GrainId.GetUniformHashCode()).ToArray();
        foreach (var entry in entries)
        {
            await Table.UpsertRow(entry);
        }

        uint[] hashes = [.. entries.Select(entry => entry.GrainId.GetUniformHashCode())];
        (await HashesAsync(hashes[0], hashes[2])).Should().BeEquivalentTo(hashes[1..3]);
        (await HashesAsync(hashes[2], hashes[0])).Should().BeEquivalentTo([hashes[0], hashes[3], hashes[4]]);
        (await HashesAsync(0, 0)).Should().BeEquivalentTo(hashes, "begin and end the same: the whole ring");
    }

    [Fact]
    public async Task Remove_NeedsTheRightETag()
    {
        var entry = Entry("a");
        string? etag = await Table.UpsertRow(entry);

        (await Table.RemoveRow(entry.GrainId, "turn", "wrong")).Should().BeFalse();
        (await Table.ReadRow(entry.GrainId, "turn")).Should().NotBeNull();
        (await Table.RemoveRow(entry.GrainId, "turn", etag!)).Should().BeTrue();
        (await Table.ReadRow(entry.GrainId, "turn")).Should().BeNull();
    }

    [Fact]
    public async Task UnreadableRow_FailsItsReaderOnly()
    {
        await _folder.Database.RunAsync(connection => connection.Execute("INSERT INTO reminders VALUES ('no grain', 'turn', 1, 0, 0, '')"));

        await Table.Awaiting(table => table.ReadRows(0, 0).WaitAsync(TimeSpan.FromSeconds(10))).Should().ThrowAsync<Exception>().Where(e => !(e is TimeoutException));
        (await Table.UpsertRow(Entry("a")).WaitAsync(TimeSpan.FromSeconds(10))).Should().NotBeNull();
    }

    private static ReminderEntry Entry(string grain) => new()
    {
        GrainId = GrainId.Create("conversation", grain),
        ReminderName = "turn",
        StartAt = new DateTime(2026, 11, 22, 18, 0, 0, DateTimeKind.Utc),
        Period = TimeSpan.FromMinutes(2),
    };

    private async Task<IEnumerable<uint>> HashesAsync(uint begin, uint end) =>
        (await Table.ReadRows(begin, end)).Reminders.Select(entry => entry.GrainId.GetUniformHashCode());
}
