using GptMessenger.Application.Replies;
using GptMessenger.Infrastructure.Facebook;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Tests.Facebook;

public sealed class StoppedPageTests
{
    private readonly BrakedPages _pages = new();

    [Theory]
    [InlineData(SendVerdict.Reauthorize, 10)]
    [InlineData(SendVerdict.PageStopped, 15)]
    public async Task StoppedPage_IsNotCalledExceptForARareProbe(SendVerdict verdict, int minutes)
    {
        _pages.Answers(verdict);
        for (int i = 0; i < 20; i++)
        {
            (await _pages.VerdictAsync()).Should().Be(verdict);
        }

        _pages.Sends.Should().Be(1);
        _pages.Clock.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
        await _pages.SendAsync();
        _pages.Sends.Should().Be(1);

        _pages.Clock.Advance(TimeSpan.FromSeconds(1));
        await _pages.SendAsync();
        await _pages.SendAsync();
        _pages.Sends.Should().Be(2);
        _pages.Lines(LogLevel.Error).Should().Be(1);
        _pages.Logs.All.Should().Contain("Page 1 cannot send").And.NotContain("first token");
        _pages.Checks.Should().ContainSingle("it is known at the first failed send, and once").Which.Should().BeEquivalentTo(new { Page = BrakedPages.Page("1"), Tenant = new { Value = "tenant-1" } });
    }

    [Fact]
    public async Task ConnectedAnewWithTheSameToken_IsTriedAtOnce()
    {
        _pages.Answers(SendVerdict.Reauthorize);
        await _pages.SendAsync();
        _pages.Works();
        (await _pages.VerdictAsync()).Should().Be(SendVerdict.Reauthorize, "nobody has done anything about it");

        _pages.Lanes.Of(BrakedPages.Page("1")).ProbeNow();

        (await _pages.VerdictAsync()).Should().Be(SendVerdict.Sent);
    }

    [Fact]
    public async Task ProbeThatWorks_OpensThePage()
    {
        _pages.Answers(SendVerdict.Reauthorize);
        await _pages.SendAsync();
        _pages.Works();
        _pages.Clock.Advance(TimeSpan.FromMinutes(10));

        (await _pages.VerdictAsync()).Should().Be(SendVerdict.Sent);
        (await _pages.VerdictAsync()).Should().Be(SendVerdict.Sent);

        _pages.Lines(LogLevel.Information).Should().Be(1);
        _pages.Logs.All.Should().Contain("Page 1 sends again");
    }

    [Fact]
    public async Task ProbeThatGetsNoAnswer_LeavesThePageStopped()
    {
        _pages.Answers(SendVerdict.Reauthorize);
        await _pages.SendAsync();
        _pages.Answers(SendVerdict.InDoubt);
        _pages.Clock.Advance(TimeSpan.FromMinutes(10));

        (await _pages.VerdictAsync()).Should().Be(SendVerdict.InDoubt);

        (await _pages.VerdictAsync()).Should().Be(SendVerdict.Reauthorize);
        _pages.Sends.Should().Be(2);
    }

    [Fact]
    public async Task AnotherToken_IsTriedAtOnce()
    {
        _pages.Answers(SendVerdict.Reauthorize);
        await _pages.SendAsync();
        _pages.Tokens["1"] = "second token";
        _pages.Works();

        (await _pages.VerdictAsync()).Should().Be(SendVerdict.Sent);

        _pages.Lines(LogLevel.Information).Should().Be(1);
    }

    [Fact]
    public async Task AnotherTokenThatIsDeadToo_StopsThePageAnew()
    {
        _pages.Answers(SendVerdict.Reauthorize);
        await _pages.SendAsync();
        _pages.Tokens["1"] = "second token";

        await _pages.SendAsync();
        await _pages.SendAsync();

        _pages.Sends.Should().Be(2);
        _pages.Lines(LogLevel.Error).Should().Be(2);
    }

    [Fact]
    public async Task PageWithoutToken_IsStoppedUntilItHasOne()
    {
        _pages.Tokens.TryRemove("1", out _);
        _pages.Answers(SendVerdict.Reauthorize);
        await _pages.SendAsync();
        await _pages.SendAsync();
        _pages.Sends.Should().Be(1);

        _pages.Tokens["1"] = "a token at last";
        _pages.Works();
        (await _pages.VerdictAsync()).Should().Be(SendVerdict.Sent);
    }

    [Fact]
    public async Task OtherPages_GoOn()
    {
        _pages.Answer = page => Task.FromResult(page == "1" ? new SendResult(SendVerdict.Reauthorize, Error: "190") : new SendResult(SendVerdict.Sent, "m_1"));
        await _pages.SendAsync();

        (await _pages.VerdictAsync()).Should().Be(SendVerdict.Reauthorize);
        (await _pages.VerdictAsync("2")).Should().Be(SendVerdict.Sent);
    }

    [Fact]
    public async Task SendsThatWereUnderWayWhenThePageStopped_NeitherOpenItNorSaySoAgain()
    {
        var slow = new TaskCompletionSource<SendResult>();
        var slower = new TaskCompletionSource<SendResult>();
        _pages.Answer = _ => slow.Task;
        var first = _pages.SendAsync();
        _pages.Answer = _ => slower.Task;
        var second = _pages.SendAsync();
        _pages.Answers(SendVerdict.Reauthorize);
        _pages.Clock.Advance(TimeSpan.FromSeconds(1));
        await _pages.SendAsync();

        slow.SetResult(new SendResult(SendVerdict.Sent, "m_1"));
        slower.SetResult(new SendResult(SendVerdict.Reauthorize, Error: "190"));
        await Task.WhenAll(first, second);

        (await _pages.VerdictAsync()).Should().Be(SendVerdict.Reauthorize);
        _pages.Sends.Should().Be(3);
        (_pages.Lines(LogLevel.Error), _pages.Lines(LogLevel.Information)).Should().Be((1, 0));
    }

    [Fact]
    public async Task AnswerToTheOldToken_DoesNotStopTheNewOne()
    {
        var slow = new TaskCompletionSource<SendResult>();
        _pages.Answer = _ => slow.Task;
        var old = _pages.SendAsync();
        _pages.Tokens["1"] = "second token";
        slow.SetResult(new SendResult(SendVerdict.Reauthorize, Error: "190"));
        await old;
        _pages.Works();

        (await _pages.VerdictAsync()).Should().Be(SendVerdict.Sent);
        _pages.Lines(LogLevel.Error).Should().Be(0);
    }

    [Fact]
    public async Task StoppedPage_MayStillBeReadUnlessItsTokenIsDead()
    {
        _pages.Answer = page => Task.FromResult(new SendResult(page == "1" ? SendVerdict.PageStopped : SendVerdict.Reauthorize, Error: "no"));
        await _pages.SendAsync();
        await _pages.SendAsync("2");

        (await _pages.LookAsync()).Should().Be(LookResult.NotThere);
        (await _pages.LookAsync("2")).Should().Be(LookResult.HeldBack(), "nobody was asked");
        _pages.Calls.Should().Equal("send 1", "send 2", "look 1");
    }

    [Fact]
    public async Task PageStopsWhileASendWaitsItsTurn_HoldsThatSendBackToo()
    {
        _pages.Lanes.Of(BrakedPages.Page("1")).NoteUsage(90, BrakedPages.Start);
        _pages.Answers(SendVerdict.Reauthorize);
        var slow = new TaskCompletionSource<SendResult>();
        _pages.Answer = _ => slow.Task;
        var first = _pages.SendAsync();
        var waiting = _pages.SendAsync();
        slow.SetResult(new SendResult(SendVerdict.Reauthorize, Error: "190"));
        await first;

        _pages.Clock.Advance(TimeSpan.FromSeconds(2));

        (await waiting).Verdict.Should().Be(SendVerdict.Reauthorize);
        _pages.Sends.Should().Be(1);
    }

    [Fact]
    public async Task MorePagesThanANodeCanHave_AreForgottenUnlessThereIsSomethingToRemember()
    {
        _pages.Answers(SendVerdict.PageStopped);
        await _pages.SendAsync();
        for (int i = 0; i < PageLanes.MaxPages + 100; i++)
        {
            _pages.Lanes.Of(BrakedPages.Page($"p{i}"));
        }

        _pages.Lanes.Count.Should().BeLessThan(200);
        (await _pages.VerdictAsync()).Should().Be(SendVerdict.PageStopped);
        _pages.Sends.Should().Be(1);
    }

    [Fact]
    public async Task ManyAtOnce_StopWithOneErrorLine()
    {
        _pages.Answer = async _ =>
        {
            await Task.Yield();
            return new SendResult(SendVerdict.Reauthorize, Error: "190");
        };
        await Parallel.ForAsync(0, 14, async (_, _) => await _pages.SendAsync());

        _pages.Lines(LogLevel.Error).Should().Be(1);
    }
}
