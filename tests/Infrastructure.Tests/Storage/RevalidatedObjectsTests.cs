using System.Text;
using System.Text.Json;
using GptMessenger.Application.Conversations;
using GptMessenger.Infrastructure.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace GptMessenger.Infrastructure.Tests.Storage;

public sealed class RevalidatedObjectsTests : IDisposable
{
    private readonly MemoryObjectStore _store = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly RecordedLog<RevalidatedObjects> _log = new();
    private readonly RevalidatedObjects _cache;

    public RevalidatedObjectsTests() => _cache = new RevalidatedObjects(_store, _clock, _log);

    [Fact]
    public async Task WithinTenSeconds_TheStoreIsAskedOnce()
    {
        _store["a"] = "1";

        string first = await ReadAsync();
        _store["a"] = "2";
        _clock.Advance(TimeSpan.FromSeconds(9.9));
        string second = await ReadAsync();

        (first, second).Should().Be(("1", "1"));
        _store.Reads.Should().Be(1);
    }

    [Fact]
    public async Task AfterTenSeconds_AChangeIsSeen_AndWhatDidNotChangeIsNotSent()
    {
        _store["a"] = "1";
        string first = await ReadAsync();
        _clock.Advance(TimeSpan.FromSeconds(10));
        string same = await ReadAsync();
        _store["a"] = "2";
        _clock.Advance(TimeSpan.FromSeconds(10));

        same.Should().BeSameAs(first);
        _store.Sent.Should().Be(1);
        (await ReadAsync()).Should().Be("2");
    }

    [Fact]
    public async Task MissingFile_IsTheMissingObject_UntilItComes()
    {
        (await ReadAsync()).Should().Be("missing");
        _store["a"] = "1";
        _clock.Advance(TimeSpan.FromSeconds(10));
        (await ReadAsync()).Should().Be("1");
    }

    [Fact]
    public async Task StoreDown_ServesWhatItKnew_AndSaysSoOnce()
    {
        _store["a"] = "1";
        await ReadAsync();
        _store.IsDown = true;
        for (int i = 0; i < 3; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
            (await ReadAsync()).Should().Be("1");
        }

        _store.IsDown = false;
        _store["a"] = "2";
        _clock.Advance(TimeSpan.FromSeconds(10));

        (await ReadAsync()).Should().Be("2");
        _log.Entries.Select(entry => entry.Level).Should().Equal(LogLevel.Warning, LogLevel.Information);
    }

    [Fact]
    public async Task StoreDownFromTheStart_IsReported()
    {
        _store.IsDown = true;

        await FluentActions.Awaiting(ReadAsync).Should().ThrowAsync<StoreUnavailableException>();

        _store.IsDown = false;
        _store["a"] = "1";
        (await ReadAsync()).Should().Be("1");
    }

    [Fact]
    public async Task StoreThatHangs_IsNotWaitedForWithAnObjectAtHand()
    {
        _store["a"] = "1";
        await ReadAsync();
        _clock.Advance(TimeSpan.FromSeconds(10));
        _store.Answer = new TaskCompletionSource().Task;

        var asking = ReadAsync();
        (await ReadAsync()).Should().Be("1", "another one asks already");
        _clock.Advance(TimeSpan.FromSeconds(2));

        (await asking).Should().Be("1");
        _store.Reads.Should().Be(2);
    }

    [Fact]
    public async Task ManyAtOnce_AskOnce()
    {
        _store["a"] = "1";
        var answer = new TaskCompletionSource();
        _store.Answer = answer.Task;

        var reads = Enumerable.Range(0, 20).Select(_ => ReadAsync()).ToList();
        answer.SetResult();

        (await Task.WhenAll(reads)).Should().AllBe("1");
        _store.Reads.Should().Be(1);
    }

    [Fact]
    public async Task CallerThatLeaves_IsCancelled()
    {
        _store["a"] = "1";
        await ReadAsync();
        _clock.Advance(TimeSpan.FromSeconds(10));
        _store.Answer = new TaskCompletionSource().Task;
        using var left = new CancellationTokenSource();

        var asking = _cache.ReadAsync("a", Parse, "missing", left.Token);
        await left.CancelAsync();

        await FluentActions.Awaiting(() => asking).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task BrokenFile_LeavesTheLastGoodOneInUse_AndIsNamed()
    {
        _store["a"] = "1";
        await ReadAsync();
        _store["a"] = "broken";
        _clock.Advance(TimeSpan.FromSeconds(10));

        (await ReadAsync()).Should().Be("1");

        _log.Entries.Should().ContainSingle(entry => entry.Level == LogLevel.Error && entry.Text.StartsWith("a cannot be read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Forgotten_IsReadAgainAtOnce()
    {
        _store["a"] = "1";
        await ReadAsync();
        _store["a"] = "2";

        _cache.Forget("a");

        (await ReadAsync()).Should().Be("2");
    }

    public void Dispose() => _cache.Dispose();

    private Task<string> ReadAsync() => _cache.ReadAsync("a", Parse, "missing", default);

    private static string Parse(ReadOnlyMemory<byte> content) =>
        Encoding.UTF8.GetString(content.Span) is "broken" ? throw new JsonException("broken") : Encoding.UTF8.GetString(content.Span);
}
