using System.Text;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Messenger;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;
using GptMessenger.Infrastructure.Grains;
using GptMessenger.Infrastructure.Tests.Facebook;
using GptMessenger.Infrastructure.Tests.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace GptMessenger.Infrastructure.Tests.Grains;

public sealed class TurnScheduleTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 18, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan AtOnce = TimeSpan.Zero;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

    private readonly FakeTimeProvider _clock = new(Now);
    private readonly ConversationDesk _desk = new(GraphHost.Conversation);
    private readonly RecordedLog<TurnSchedule> _log = new();
    private readonly TurnSchedule _schedule;

    /// <summary>For when the work was asked for, in order.</summary>
    private readonly List<TimeSpan> _rings = [];

    /// <summary>Each piece of work that was begun: ends when the test says so.</summary>
    private readonly List<(TaskCompletionSource<DateTimeOffset?> End, CancellationToken Token)> _works = [];

    public TurnScheduleTests() => _schedule = new TurnSchedule(
        _desk,
        token =>
        {
            var end = new TaskCompletionSource<DateTimeOffset?>();
            _works.Add((end, token));
            return end.Task;
        },
        _rings.Add, new ReplyOptions { QuietTime = Quiet }, _clock, _log);

    public void Dispose()
    {
        _schedule.Dispose();
        _desk.Dispose();
    }

    [Fact]
    public void Message_IsAnsweredAfterTheQuietTime_CountedFromTheLast()
    {
        OpenTurn();
        Say();
        _clock.Advance(TimeSpan.FromMilliseconds(500));
        Say();

        _rings.Should().Equal(Quiet, Quiet);
    }

    [Fact]
    public void CustomerWhoNeverStops_IsAnsweredAfterTenQuietTimes()
    {
        OpenTurn();
        for (int i = 0; i < 14; i++)
        {
            Say();
            _clock.Advance(TimeSpan.FromMilliseconds(500));
        }

        _rings[^1].Should().Be(AtOnce.Add(TimeSpan.FromMilliseconds(500)), "7 s after the turn was opened, 6.5 s of them over");
    }

    [Fact]
    public void MessageBesideAnOpenReply_PlansNothing()
    {
        OpenTurn(hasReply: true);
        Say();

        _rings.Should().BeEmpty("the reply is on its way, and what comes after it is the next turn's");
    }

    [Fact]
    public void MessageBesideAReplyThatIsSentButNotStored_HasItStoredAtOnce()
    {
        OpenTurn(hasReply: true);
        _desk.Turn = _desk.Turn!.WithPart(_desk.Turn.Parts[0] with { Mid = "m_sent" });
        Say();

        _rings.Should().Equal(AtOnce);
    }

    [Fact]
    public void MessageWhileTheReplyIsDecided_CallsItOff_TwiceAtMost()
    {
        OpenTurn();
        for (int i = 0; i < 3; i++)
        {
            BeginDeciding();
            Say();
            if (i < 2)
            {
                _works[i].Token.IsCancellationRequested.Should().BeTrue();
                _works[i].End.SetCanceled(_works[i].Token);
                _rings[^1].Should().Be(Quiet);
            }
        }

        _works[2].Token.IsCancellationRequested.Should().BeFalse("or a customer who keeps typing would never be answered");
    }

    [Fact]
    public void NextTurn_MayBeBegunAnewTwiceAgain()
    {
        OpenTurn();
        for (int i = 0; i < 2; i++)
        {
            BeginDeciding();
            Say();
            _works[i].End.SetCanceled(_works[i].Token);
        }

        OpenTurn("t2");
        BeginDeciding();
        Say();

        _works[2].Token.IsCancellationRequested.Should().BeTrue();
    }

    [Fact]
    public void OnePieceOfWorkAtATime()
    {
        OpenTurn();
        _schedule.Begin();
        _schedule.Begin();

        _works.Should().ContainSingle();
        _schedule.IsAtWork.Should().BeTrue();
    }

    [Fact]
    public void WorkThatNamesATime_IsGoneOnWithThen()
    {
        OpenTurn();
        _schedule.Begin();
        _works[0].End.SetResult(Now.AddSeconds(12));

        _rings.Should().Equal(TimeSpan.FromSeconds(12));
        _schedule.IsPlanned.Should().BeTrue();
    }

    [Fact]
    public void WorkThatFails_IsTriedAgainLaterAndLater_AtMostEveryFiveMinutes() =>
        FailingNineTimes(new InvalidOperationException("broken")).Should().Equal(5, 10, 20, 40, 80, 160, 300, 300, 300);

    [Fact]
    public void StoreThatIsAwayForLong_IsAskedEveryHalfMinute() =>
        FailingNineTimes(new StoreUnavailableException("Redis is away.")).Should().Equal(5, 10, 20, 30, 30, 30, 30, 30, 30);

    [Fact]
    public void StoreThatIsAway_IsNoAlarmOfEveryConversation()
    {
        OpenTurn();
        _schedule.Begin();
        _works[0].End.SetException(new StoreUnavailableException("Redis is away."));
        _schedule.Begin();
        _works[1].End.SetException(new InvalidOperationException("broken"));

        _log.Entries.Select(line => line.Level).Should().Equal(LogLevel.Warning, LogLevel.Error);
    }

    [Fact]
    public void MessageLetInWhileTheTurnEnded_IsWorkedOn()
    {
        OpenTurn();
        _schedule.Begin();
        OpenTurn("t2");
        _works[0].End.SetResult(null);

        _rings.Should().Equal(Quiet);
    }

    [Fact]
    public void NothingOpen_IsNoWork_AndTheDeskIsPutInOrder()
    {
        OpenTurn();
        _schedule.Begin();
        _desk.Turn = null;
        _works[0].End.SetResult(null);
        _schedule.IsPlanned.Should().BeFalse();
        _schedule.Begin();
        _works.Should().ContainSingle("there is nothing to work on");
        _schedule.WorkIn(Quiet);
        _schedule.RestLater();
        _rings.Should().Equal([Rest, Quiet], "work is not put off for it");
    }

    [Fact]
    public void PersonTakesOver_CallsOffAndEndsTheTurnAtOnce()
    {
        OpenTurn();
        BeginDeciding();
        _schedule.Note(Receipt.StoredForPerson, Event());

        _works[0].Token.IsCancellationRequested.Should().BeTrue();
        _rings.Should().Equal(AtOnce);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void PersonTakesOverWhileTheWorkIsPutOff_IsNotForgotten(bool hasRung)
    {
        OpenTurn(hasReply: true);
        _schedule.Begin();
        _schedule.CallOff();
        if (hasRung)
        {
            _schedule.Begin();
        }

        _works[0].End.SetResult(Now.AddHours(2));

        _rings[^1].Should().Be(AtOnce, "the pause may be over when the work would go on");
        _schedule.Begin();
        _works.Should().HaveCount(2);
        _desk.Turn = null;
        _works[1].End.SetResult(null);
        _schedule.IsPlanned.Should().BeFalse();
    }

    [Fact]
    public void EchoOfOurOwn_GoesOnWithAReplyThatWaitsForIt()
    {
        _schedule.Note(Receipt.Confirmed, Event());
        _rings.Should().BeEmpty("no turn is open");

        OpenTurn(hasReply: true);
        _schedule.Note(Receipt.Confirmed, Event());
        _rings.Should().Equal(AtOnce);
    }

    [Fact]
    public void Duplicate_PlansNothing()
    {
        OpenTurn();
        _schedule.Note(Receipt.Duplicate, Event());

        _rings.Should().BeEmpty();
    }

    [Fact]
    public void Stopped_CallsOff_WaitsForTheWorkAndBeginsNoMore()
    {
        OpenTurn();
        BeginDeciding();
        var stopped = _schedule.StopAsync();
        _works[0].Token.IsCancellationRequested.Should().BeTrue();
        stopped.IsCompleted.Should().BeFalse("a send under way is waited for");
        _works[0].End.SetResult(Now.AddSeconds(1));
        _schedule.Begin();

        stopped.IsCompleted.Should().BeTrue();
        _works.Should().ContainSingle();
        _rings.Should().BeEmpty();
    }

    private IEnumerable<double> FailingNineTimes(Exception failure)
    {
        OpenTurn();
        for (int i = 0; i < 9; i++)
        {
            _schedule.Begin();
            _works[i].End.SetException(failure);
        }

        return _rings.Select(ring => ring.TotalSeconds);
    }

    private void OpenTurn(string id = "t1", bool hasReply = false)
    {
        var turn = new Turn(id, _clock.GetUtcNow(), null);
        _desk.Turn = hasReply ? turn.WithReply(["Yes."], "k1") : turn;
    }

    private void BeginDeciding()
    {
        _schedule.Begin();
        _desk.IsDeciding = true;
    }

    private void Say() => _schedule.Note(Receipt.Stored, Event());

    private static MessengerEvent Event() => EventReader.Read(
        Encoding.UTF8.GetBytes(
            $$$"""
            {"sender":{"id":"{{{GraphHost.Conversation.Sender}}}"},"recipient":{"id":"{{{GraphHost.Conversation.Page}}}"},"timestamp":1,"message":{"mid":"m_1","text":"Hi"}}
            """),
        GraphHost.Conversation.Page, isStandby: false);
}
