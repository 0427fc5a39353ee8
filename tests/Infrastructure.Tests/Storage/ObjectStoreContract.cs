using System.Globalization;
using System.Text;
using GptMessenger.Infrastructure.Storage;
using GptMessenger.Infrastructure.Tests.Rgw;

namespace GptMessenger.Infrastructure.Tests.Storage;

/// <summary>What every store promises, run against each of them.</summary>
public abstract class ObjectStoreContract
{
    private readonly string _prefix = $"contract/{Guid.NewGuid():N}";

    protected abstract int ListedCount { get; }

    private protected abstract IObjectStore Store { get; }

    [StoreFact]
    public async Task MissingObject_IsNull()
    {
        (await Store.GetAsync(Key("none"), null, default)).Should().BeNull();
        (await Store.GetAsync(Key("none"), "0123456789abcdef0123456789abcdef", default)).Should().BeNull();
    }

    [StoreFact]
    public async Task Content_ComesBackByteForByte()
    {
        byte[] content = [0, 255, .. "ünïcode \u0001 \r\n"u8, 0xEF, 0xBB, 0xBF];

        string version = await Store.PutAsync(Key("a"), content, WriteCondition.Any, default);

        var stored = await Store.GetAsync(Key("a"), null, default);
        stored!.Version.Should().Be(version);
        stored.Content!.Value.ToArray().Should().Equal(content);
    }

    [StoreFact]
    public async Task EmptyContent_IsContent()
    {
        await Store.PutAsync(Key("a"), Array.Empty<byte>(), WriteCondition.MustBeMissing, default);

        (await Store.GetAsync(Key("a"), null, default))!.Content!.Value.Length.Should().Be(0);
    }

    [StoreFact]
    public async Task KnownVersion_IsNotSentAgain()
    {
        string version = await PutAsync("a", "1", WriteCondition.Any);

        (await Store.GetAsync(Key("a"), version, default)).Should().Be(new StoredObject(version, null));

        string next = await PutAsync("a", "2", WriteCondition.Any);
        next.Should().NotBe(version);
        (await TextAsync("a")).Should().Be("2");
        (await Store.GetAsync(Key("a"), version, default))!.Content.Should().NotBeNull();
    }

    [StoreFact]
    public async Task StreamedContent_ComesBackByteForByteAndOnlyWhenItIsNew()
    {
        byte[] content = new byte[3_000_000];
        Random.Shared.NextBytes(content);
        string version = await Store.PutAsync(Key("a"), content, WriteCondition.Any, default);

        (await Store.StreamAsync(Key("none"), null, ReadAsync, default)).Should().BeNull();
        var streamed = await Store.StreamAsync(Key("a"), null, ReadAsync, default);
        streamed!.Version.Should().Be(version);
        streamed.Content.Should().Equal(content);
        (await Store.StreamAsync(Key("a"), version, ReadAsync, default)).Should().Be(new Streamed<byte[]>(version, null));

        static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
        {
            using var memory = new MemoryStream();
            await stream.CopyToAsync(memory, cancellationToken);
            return memory.ToArray();
        }
    }

    [StoreFact]
    public async Task StreamedWrite_ReplacesWhateverIsThere()
    {
        byte[] content = new byte[3_000_000];
        Random.Shared.NextBytes(content);
        await PutAsync("a", "something else", WriteCondition.Any);
        using var stream = new MemoryStream(content) { Position = 1 };

        string version = await Store.PutAsync(Key("a"), stream, WriteCondition.Any, default);

        var stored = await Store.GetAsync(Key("a"), null, default);
        stored!.Version.Should().Be(version);
        stored.Content!.Value.Span.SequenceEqual(content).Should().BeTrue();
        stream.CanRead.Should().BeTrue("it is the caller's");
    }

    [StoreFact]
    public async Task StreamedWrite_WhoseConditionDoesNotHold_IsRefused()
    {
        string first = await StreamAsync("1", WriteCondition.MustBeMissing);
        string second = await StreamAsync("2", WriteCondition.MustBe(first));

        await Conflict(() => StreamAsync("3", WriteCondition.MustBe(first)));
        await Conflict(() => StreamAsync("3", WriteCondition.MustBeMissing));

        (await TextAsync("a")).Should().Be("2");
        (await StreamAsync("4", WriteCondition.MustBe(second))).Should().NotBe(second);

        async Task<string> StreamAsync(string text, WriteCondition condition)
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
            return await Store.PutAsync(Key("a"), content, condition, default);
        }
    }

    [StoreFact]
    public async Task MustBeMissing_IsRefusedWhereSomethingIs()
    {
        await PutAsync("a", "1", WriteCondition.MustBeMissing);

        await Conflict(() => PutAsync("a", "2", WriteCondition.MustBeMissing));

        (await TextAsync("a")).Should().Be("1");
    }

    [StoreFact]
    public async Task StaleVersion_IsRefused()
    {
        string first = await PutAsync("a", "1", WriteCondition.MustBeMissing);
        await PutAsync("a", "2", WriteCondition.MustBe(first));

        await Conflict(() => PutAsync("a", "3", WriteCondition.MustBe(first)));
        await Conflict(() => PutAsync("a", "1", WriteCondition.MustBe(first)));

        (await TextAsync("a")).Should().Be("2");
    }

    [StoreFact]
    public async Task VersionOfNothing_IsRefused()
    {
        string version = await PutAsync("a", "1", WriteCondition.Any);
        await Store.DeleteAsync(Key("a"), default);

        await Conflict(() => PutAsync("a", "2", WriteCondition.MustBe(version)));
        await Conflict(() => PutAsync("a", "1", WriteCondition.MustBe(version)));

        (await Store.GetAsync(Key("a"), null, default)).Should().BeNull();
    }

    [StoreFact]
    public async Task SameContent_KeepsItsVersion()
    {
        string version = await PutAsync("a", "1", WriteCondition.MustBeMissing);

        (await PutAsync("a", "1", WriteCondition.MustBe(version))).Should().Be(version);
    }

    [StoreFact]
    public async Task Deleted_IsGone_AndMayBeDeletedAgain()
    {
        await PutAsync("a", "1", WriteCondition.Any);

        await Store.DeleteAsync(Key("a"), default);
        await Store.DeleteAsync(Key("a"), default);

        (await Store.GetAsync(Key("a"), null, default)).Should().BeNull();
        await PutAsync("a", "2", WriteCondition.MustBeMissing);
    }

    [StoreFact]
    public async Task ManyWhoCreate_OneWins()
    {
        for (int round = 0; round < 5; round++)
        {
            string name = $"race{round}";
            bool[] won = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => WinsAsync(name, Text(writer), WriteCondition.MustBeMissing)));

            won.Count(wins => wins).Should().Be(1);
            (await TextAsync(name)).Should().Be(Text(Array.IndexOf(won, true)));
        }
    }

    [StoreFact]
    public async Task ParallelWritersWithVersions_LoseNothing()
    {
        const int Writers = 8, Each = 5;
        await PutAsync("log", "", WriteCondition.MustBeMissing);

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            for (int i = 0; i < Each; i++)
            {
                string line = $"{Text(writer)}-{Text(i)}\n";
                for (int tries = 1; ; tries++)
                {
                    tries.Should().BeLessThan(200, "somebody else wins each race, not everybody");
                    var stored = await Store.GetAsync(Key("log"), null, default);
                    if (await WinsAsync("log", Encoding.UTF8.GetString(stored!.Content!.Value.Span) + line, WriteCondition.MustBe(stored.Version)))
                    {
                        break;
                    }
                }
            }
        }));

        string[] lines = (await TextAsync("log")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Should().HaveCount(Writers * Each).And.OnlyHaveUniqueItems();
    }

    [StoreFact]
    public async Task List_FindsAllKeysOfAPrefix_InOrder_OverAllPages()
    {
        var names = Enumerable.Range(0, ListedCount).Select(i => $"many/{i.ToString("D4", CultureInfo.InvariantCulture)}.json").ToList();
        await Parallel.ForEachAsync(names, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (name, token) =>
            await Store.PutAsync(Key(name), "x"u8.ToArray(), WriteCondition.Any, token));
        await PutAsync("manyfold.json", "x", WriteCondition.Any);

        (await ListAsync("many/")).Should().Equal(names);
        (await ListAsync("many/000")).Should().HaveCount(10);
        (await ListAsync("many")).Should().HaveCount(ListedCount + 1);
        (await ListAsync("none/")).Should().BeEmpty();
    }

    [StoreFact]
    public async Task Cancelled_IsCancelled_NotAFault()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await FluentActions.Awaiting(() => Store.PutAsync(Key("a"), "x"u8.ToArray(), WriteCondition.Any, cancelled.Token)).Should().ThrowAsync<OperationCanceledException>();
        await FluentActions.Awaiting(() => Store.GetAsync(Key("a"), null, cancelled.Token)).Should().ThrowAsync<OperationCanceledException>();
    }

    private string Key(string name) => $"{_prefix}/{name}";

    private Task<string> PutAsync(string name, string text, WriteCondition condition) =>
        Store.PutAsync(Key(name), Encoding.UTF8.GetBytes(text), condition, default);

    private async Task<string> TextAsync(string name) => Encoding.UTF8.GetString((await Store.GetAsync(Key(name), null, default))!.Content!.Value.Span);

    private async Task<bool> WinsAsync(string name, string text, WriteCondition condition)
    {
        try
        {
            await PutAsync(name, text, condition);
            return true;
        }
        catch (ObjectChangedException)
        {
            return false;
        }
    }

    private async Task<List<string>> ListAsync(string prefix)
    {
        var keys = new List<string>();
        await foreach (string key in Store.ListAsync(Key(prefix), default))
        {
            keys.Add(key[(_prefix.Length + 1)..]);
        }

        return keys;
    }

    private static Task Conflict(Func<Task> write) => FluentActions.Awaiting(write).Should().ThrowAsync<ObjectChangedException>();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
