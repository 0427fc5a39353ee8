using GptMessenger.Application.Conversations;
using GptMessenger.Infrastructure.LocalDisk;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace GptMessenger.Infrastructure.Tests.LocalDisk;

public sealed class LocalDatabaseTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly LocalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WorkOfManyCallers_IsOneCommit_AndIsOnTheDisk()
    {
        int commits = 0;
        delegate_commit count = _ =>
        {
            commits++;
            return 0;
        };
        await _folder.Database.RunAsync(connection =>
        {
            raw.sqlite3_commit_hook(connection.Handle, count, null);
            return 0;
        });

        var results = await TogetherAsync([.. Enumerable.Range(0, 100).Select(Insert)]);

        (await Task.WhenAll(results)).Should().OnlyContain(rows => rows == 1);
        commits.Should().Be(3, "one of the hook's own work, one of the holder, and one of all these");
        GC.KeepAlive(count);
        await _folder.ReopenAsync();
        (await PagesAsync()).Should().HaveCount(100);
    }

    [Fact]
    public async Task OneBadAmongGood_FailsAlone_AndLeavesNothing()
    {
        var results = await TogetherAsync(Insert(1), connection => Insert(2)(connection) > 0 ? throw new FormatException("foreign") : 0, Insert(3));

        (await results[0]).Should().Be(1);
        (await results[2]).Should().Be(1);
        await results[1].Awaiting(bad => bad).Should().ThrowAsync<FormatException>();
        (await PagesAsync()).Should().Equal("1", "3");
    }

    [Fact]
    public async Task StatementThatTheDatabaseRefuses_FailsAloneAsUnavailable()
    {
        var results = await TogetherAsync(Insert(1), connection => connection.Execute("INSERT INTO numbers_marks (mark) VALUES ('x')"));

        (await results[0]).Should().Be(1);
        (await results[1].Awaiting(bad => bad).Should().ThrowAsync<StoreUnavailableException>())
            .WithInnerException<SqliteException>();
    }

    [Fact]
    public async Task WorkThatThrows_DoesNotEndTheWriter()
    {
        var bad = () => _folder.Database.RunAsync<int>(_ => throw new FormatException("foreign")).WaitAsync(Patience);
        await bad.Should().ThrowAsync<FormatException>();

        (await _folder.Database.RunAsync(Insert(1)).WaitAsync(Patience)).Should().Be(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SecondOpening_IsRefusedClearly(bool isOldFile)
    {
        if (isOldFile)
        {
            await _folder.ReopenAsync();
        }

        var open = () => new LocalDatabase(_folder.Path);

        open.Should().Throw<StoreUnavailableException>().Which.Message.Should().Contain("engine.db").And.Contain("no other process");
        (await _folder.Database.RunAsync(Insert(1))).Should().Be(1);
    }

    [Fact]
    public async Task ClosedDatabase_RefusesWork_AfterFinishingWhatItHad()
    {
        var last = _folder.Database.RunAsync(Insert(1));
        await _folder.Database.DisposeAsync();

        (await last).Should().Be(1);
        var late = () => _folder.Database.RunAsync(Insert(2));
        (await late.Should().ThrowAsync<StoreUnavailableException>()).Which.Message.Should().Contain("closed");
    }

    /// <summary>The writer is held until all are queued, so that they are one batch.</summary>
    private async Task<Task<int>[]> TogetherAsync(params Func<SqliteConnection, int>[] work)
    {
        using var isHeld = new SemaphoreSlim(0);
        using var gate = new ManualResetEventSlim();
        var holder = _folder.Database.RunAsync(_ =>
        {
            isHeld.Release();
            return gate.Wait(Patience);
        });
        await isHeld.WaitAsync();
        Task<int>[] results = [.. work.Select(item => _folder.Database.RunAsync(item).WaitAsync(Patience))];
        gate.Set();
        await holder;
        return results;
    }

    private static Func<SqliteConnection, int> Insert(int page) => connection =>
        connection.Execute("INSERT INTO numbers_marks (mark, at) VALUES (@0, 0)", page);

    private Task<List<string>> PagesAsync() => _folder.RowsAsync("SELECT mark FROM numbers_marks ORDER BY mark").WaitAsync(Patience);
}
