using GptMessenger.Application.Conversations;
using GptMessenger.Infrastructure.Folder;
using GptMessenger.Infrastructure.Storage;
using GptMessenger.Infrastructure.Tests.Storage;

namespace GptMessenger.Infrastructure.Tests.Folder;

public sealed class FolderObjectStoreTests : ObjectStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override int ListedCount => 1100;

    private protected override IObjectStore Store => field ??= _folder.Open();

    public void Dispose() => _folder.Dispose();
}

public sealed class FolderConversationsTests : ConversationsContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private protected override IObjectStore Store => field ??= _folder.Open();

    public void Dispose() => _folder.Dispose();
}

public sealed class FolderFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("../a")]
    [InlineData("a/../b")]
    [InlineData("a/./b")]
    [InlineData("a\\b")]
    [InlineData("a\0b")]
    [InlineData("c:/a")]
    [InlineData("a~b")]
    public async Task KeyThatCouldLeaveTheFolder_IsRefused(string key)
    {
        var store = _folder.Open();

        await FluentActions.Awaiting(() => store.PutAsync(key, "x"u8.ToArray(), WriteCondition.Any, default)).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => store.GetAsync(key, null, default)).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => store.DeleteAsync(key, default)).Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task UnchangedContent_IsNotWrittenAgain()
    {
        var store = _folder.Open();
        string version = await store.PutAsync("a/b", "x"u8.ToArray(), WriteCondition.Any, default);
        var written = File.GetLastWriteTimeUtc(_folder.File("a/b"));
        File.SetLastWriteTimeUtc(_folder.File("a/b"), written.AddHours(-1));

        await store.PutAsync("a/b", "x"u8.ToArray(), WriteCondition.MustBe(version), default);
        await store.PutAsync("a/b", "x"u8.ToArray(), WriteCondition.Any, default);

        File.GetLastWriteTimeUtc(_folder.File("a/b")).Should().Be(written.AddHours(-1));
    }

    [Fact]
    public async Task FileWhereAFolderShouldBe_IsAFaultOnEveryWay()
    {
        File.WriteAllText(_folder.File("users"), "in the way");
        var store = _folder.Open();

        await FluentActions.Awaiting(() => store.PutAsync("users/1/a.json", "x"u8.ToArray(), WriteCondition.Any, default)).Should().ThrowAsync<StoreUnavailableException>();
        await FluentActions.Awaiting(() => store.GetAsync("users/1/a.json", null, default)).Should().ThrowAsync<StoreUnavailableException>();
    }

    [Fact]
    public async Task FolderWhereAFileShouldBe_IsAFault_AndNothingIsLeftBehind()
    {
        Directory.CreateDirectory(_folder.File("users/1/a.json"));
        var store = _folder.Open();

        await FluentActions.Awaiting(() => store.PutAsync("users/1/a.json", "x"u8.ToArray(), WriteCondition.Any, default)).Should().ThrowAsync<StoreUnavailableException>();

        Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public async Task WriteThatCannotBePutInPlace_LeavesNoTemporaryFile()
    {
        string file = _folder.File("a.json");
        Directory.CreateDirectory(Path.Combine(file, "full"));

        await FluentActions.Awaiting(() => DurableFile.ReplaceAsync(file, "x"u8.ToArray(), default)).Should().ThrowAsync<Exception>();

        Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public async Task LeftoversOfAnInterruptedWrite_AreNeverListed()
    {
        var store = _folder.Open();
        await store.PutAsync("a/b.json", "x"u8.ToArray(), WriteCondition.Any, default);
        File.WriteAllText(FolderKeys.Temporary(_folder.File("a/b.json")), "half");

        var keys = new List<string>();
        await foreach (string key in store.ListAsync("a/", default))
        {
            keys.Add(key);
        }

        keys.Should().Equal("a/b.json");
    }

    [Fact]
    public async Task ReadersDuringWrites_SeeOneVersionOrTheOther()
    {
        var store = _folder.Open();
        byte[] ones = new byte[200_000], twos = new byte[200_000];
        Array.Fill(ones, (byte)'1');
        Array.Fill(twos, (byte)'2');
        await store.PutAsync("a", ones, WriteCondition.Any, default);

        using var done = new CancellationTokenSource();
        var writer = Task.Run(async () =>
        {
            for (int i = 0; i < 20; i++)
            {
                await store.PutAsync("a", i % 2 == 0 ? twos : ones, WriteCondition.Any, default);
            }

            await done.CancelAsync();
        });
        do
        {
            byte[] content = (await store.GetAsync("a", null, default))!.Content!.Value.ToArray();
            content.Should().HaveCount(ones.Length);
            content.Distinct().Should().ContainSingle();
        }
        while (!done.IsCancellationRequested);

        await writer;
    }

    public void Dispose() => _folder.Dispose();
}
