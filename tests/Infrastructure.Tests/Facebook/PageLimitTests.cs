using GptMessenger.Application.Replies;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Tests.Facebook;

public sealed class PageLimitTests
{
    private readonly BrakedPages _pages = new();

    [Fact]
    public async Task TooManyCalls_LeavesGraphAloneForAsLongAsItAsks()
    {
        _pages.Answers(SendVerdict.Wait, TimeSpan.FromMinutes(7));
        await _pages.SendAsync();
        _pages.Works();
        _pages.Clock.Advance(TimeSpan.FromMinutes(3));

        var held = await _pages.SendAsync();
        (held.Verdict, held.RetryAfter).Should().Be((SendVerdict.Wait, TimeSpan.FromMinutes(4)));
        (await _pages.LookAsync()).Should().Match<LookResult>(look => look.IsHeldBack && look.RetryAfter > TimeSpan.Zero);
        _pages.Calls.Should().Equal("send 1");

        _pages.Clock.Advance(TimeSpan.FromMinutes(4));
        (await _pages.VerdictAsync()).Should().Be(SendVerdict.Sent);
        (await _pages.VerdictAsync()).Should().Be(SendVerdict.Sent);
    }

    [Fact]
    public async Task AfterAWait_OneCallGoesFirst()
    {
        _pages.Answers(SendVerdict.Wait, TimeSpan.FromMinutes(1));
        await _pages.SendAsync();
        _pages.Clock.Advance(TimeSpan.FromMinutes(1));
        var underWay = new TaskCompletionSource<SendResult>();
        _pages.Answer = _ => underWay.Task;

        var trial = _pages.SendAsync();
        var second = await _pages.SendAsync();
        (second.Verdict, second.RetryAfter).Should().Be((SendVerdict.Wait, TimeSpan.FromSeconds(5)));
        underWay.SetResult(new SendResult(SendVerdict.Sent, "m_1"));
        await trial;

        (await _pages.VerdictAsync()).Should().Be(SendVerdict.Sent);
    }

    [Fact]
    public async Task GraphDoesNotSayHowLong_TheWaitGrowsUntilACallWorks()
    {
        _pages.Answers(SendVerdict.Wait);
        var waits = new List<double>();
        for (int i = 0; i < 7; i++)
        {
            var pause = (await _pages.SendAsync()).RetryAfter!.Value;
            waits.Add(pause.TotalSeconds);
            _pages.Clock.Advance(pause);
        }

        waits.Should().Equal(30, 60, 120, 240, 480, 900, 900);
        _pages.Works();
        await _pages.SendAsync();
        _pages.Answers(SendVerdict.Wait);
        (await _pages.SendAsync()).RetryAfter.Should().Be(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task CallsRefusedTogether_AreOneRefusal()
    {
        var answer = new TaskCompletionSource<SendResult>();
        _pages.Answer = _ => answer.Task;
        var sends = Enumerable.Range(0, 10).Select(_ => _pages.SendAsync()).ToList();
        answer.SetResult(new SendResult(SendVerdict.Wait, Error: "613"));

        (await Task.WhenAll(sends)).Should().OnlyContain(result => result.RetryAfter == TimeSpan.FromSeconds(30));
        _pages.Lines(LogLevel.Warning).Should().Be(1);
    }

    [Fact]
    public async Task LimitOfTheWholeApp_HoldsBackEveryPage()
    {
        _pages.Answers(SendVerdict.Wait, TimeSpan.FromMinutes(2), isForAllPages: true);
        await _pages.SendAsync();
        _pages.Works();

        (await _pages.VerdictAsync("2")).Should().Be(SendVerdict.Wait);
        _pages.Clock.Advance(TimeSpan.FromMinutes(2));
        (await _pages.VerdictAsync("2")).Should().Be(SendVerdict.Sent);
        (await _pages.VerdictAsync("1")).Should().Be(SendVerdict.Sent);
    }

    [Fact]
    public async Task SignsOfLife_AreDroppedWhilePageWaitsOrIsStoppedOrSlowed()
    {
        await _pages.SignAsync();
        _pages.Calls.Should().Equal("seen 1", "typing 1");
        _pages.Calls.Clear();

        _pages.Lanes.Of(BrakedPages.Page("1")).NoteUsage(80, BrakedPages.Start);
        await _pages.SignAsync();
        _pages.Answers(SendVerdict.Wait, TimeSpan.FromMinutes(1));
        await _pages.SendAsync("2");
        await _pages.SignAsync("2");
        _pages.Tokens["3"] = "third token";
        _pages.Answers(SendVerdict.PageStopped);
        await _pages.SendAsync("3");
        _pages.Clock.Advance(TimeSpan.FromHours(1));
        await _pages.SignAsync("3");

        _pages.Calls.Should().Equal("send 2", "send 3");
    }

    [Fact]
    public async Task AllowanceNearlyUsedUp_SpacesThePagesSends()
    {
        var page = _pages.Lanes.Of(BrakedPages.Page("1"));
        page.NoteUsage(80, BrakedPages.Start);
        await _pages.SendAsync();

        var second = _pages.SendAsync();
        second.IsCompleted.Should().BeFalse();
        await _pages.SendAsync("2");
        _pages.Clock.Advance(TimeSpan.FromMilliseconds(249));
        _pages.Sends.Should().Be(2);
        _pages.Clock.Advance(TimeSpan.FromMilliseconds(1));
        (await second).Verdict.Should().Be(SendVerdict.Sent);
    }

    [Fact]
    public async Task AllowanceUsedUp_TellsEachSendAnotherTime()
    {
        _pages.Lanes.All.NoteUsage(100, BrakedPages.Start);
        await _pages.SendAsync();

        var held = new[] { await _pages.SendAsync(), await _pages.SendAsync(), await _pages.SendAsync() };

        held.Should().OnlyContain(result => result.Verdict == SendVerdict.Wait);
        held.Select(result => result.RetryAfter!.Value.TotalSeconds).Should().Equal(5, 10, 15);
        _pages.Sends.Should().Be(1);
    }

    [Fact]
    public async Task ProcessStandsStillWhileASendWaitsItsTurn_DoesNotMakeIt()
    {
        _pages.Lanes.Of(BrakedPages.Page("1")).NoteUsage(80, BrakedPages.Start);
        await _pages.SendAsync();
        var waiting = _pages.SendAsync();

        _pages.Clock.Advance(TimeSpan.FromSeconds(30));

        (await waiting).Verdict.Should().Be(SendVerdict.Wait);
        _pages.Sends.Should().Be(1);
    }

    [Fact]
    public async Task UsageOfLongAgo_IsForgotten()
    {
        _pages.Lanes.Of(BrakedPages.Page("1")).NoteUsage(100, BrakedPages.Start);
        _pages.Clock.Advance(TimeSpan.FromMinutes(10));

        await _pages.SendAsync();

        (await _pages.VerdictAsync()).Should().Be(SendVerdict.Sent);
    }
}
