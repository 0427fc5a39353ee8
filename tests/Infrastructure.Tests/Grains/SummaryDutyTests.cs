using GptMessenger.Application.Inbox;
using GptMessenger.Infrastructure.Grains;
using GptMessenger.Infrastructure.Tests.Storage;

namespace GptMessenger.Infrastructure.Tests.Grains;

/// <summary>The inbox is told later, once, and again where that did not work; nobody waits for it.</summary>
public sealed class SummaryDutyTests
{
    private readonly List<(SeenMarks? Seen, bool MustLoad)> _told = [];
    private readonly List<TimeSpan> _rings = [];
    private readonly Queue<Task> _outcomes = new();
    private readonly SummaryDuty _duty;

    public SummaryDutyTests() => _duty = new SummaryDuty(
        (seen, mustLoad) =>
        {
            _told.Add((seen, mustLoad));
            return _outcomes.TryDequeue(out var outcome) ? outcome : Task.CompletedTask;
        },
        _rings.Add,
        new RecordedLog<SummaryDuty>());

    [Fact]
    public void WhatHappensTogether_IsToldOnce()
    {
        _duty.Note();
        _duty.Note();
        _duty.NoteSeen(new SeenMarks(DateTimeOffset.UnixEpoch, Read: null));
        _told.Should().BeEmpty();

        _duty.Begin();
        _duty.Begin();

        _told.Should().ContainSingle();
        _rings.Should().Equal(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void MarksWait_AndWhatIsSaidIsToldSooner()
    {
        _duty.NoteSeen(new SeenMarks(DateTimeOffset.UnixEpoch, Read: null));
        _duty.Note();

        _rings.Should().Equal(TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void WhatCouldNotBeTold_IsToldAgain_WithAllThatItHeld()
    {
        _outcomes.Enqueue(Task.FromException(new InvalidOperationException("away")));
        _duty.NoteSeen(new SeenMarks(DateTimeOffset.UnixEpoch, Read: null));
        _duty.NoteUnknown();

        _duty.Begin();
        _rings[^1].Should().Be(TimeSpan.FromSeconds(30));
        _duty.Begin();

        _told.Should().HaveCount(2);
        _told[1].Should().Be(_told[0]);
    }

    [Fact]
    public async Task WhatHappensWhileItIsTold_IsToldAfterwards()
    {
        var telling = new TaskCompletionSource();
        _outcomes.Enqueue(telling.Task);
        _duty.Note();
        _duty.Begin();
        _duty.Note();
        _duty.Begin();
        _told.Should().ContainSingle();

        telling.SetResult();
        await Task.Yield();
        _duty.Begin();

        _told.Should().HaveCount(2);
    }

    [Fact]
    public async Task WhoeverLeaves_TellsWhatIsLeft_AndWhoeverIsErasedDoesNot()
    {
        _duty.Note();
        await _duty.FinishAsync();
        _told.Should().ContainSingle();
        _duty.Note();
        _duty.Begin();

        _told.Should().ContainSingle();
    }
}
