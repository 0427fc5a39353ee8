using GptMessenger.Infrastructure.Facebook;

namespace GptMessenger.Infrastructure.Tests.Facebook;

public sealed class PageQueueTests
{
    private static readonly DateTimeOffset Start = BrakedPages.Start;

    private readonly PageQueue _queue = new();

    [Theory]
    [InlineData(0, 1000 / 280.0)]
    [InlineData(79, 1000 / 280.0)]
    [InlineData(80, 250)]
    [InlineData(90, 1118)]
    [InlineData(100, 5000)]
    [InlineData(1000, 5000)]
    public void Spacing_GrowsFromEightyPercentOn(int usage, double milliseconds) =>
        PageQueue.Spacing(usage).TotalMilliseconds.Should().BeApproximately(milliseconds, 1);

    [Fact]
    public void AnyNumberOfCalls_StaysBelowMetasLimitInEverySecond()
    {
        var times = new List<DateTimeOffset>();
        for (var now = Start; now < Start.AddSeconds(3); now = now.AddMilliseconds(1))
        {
            for (int i = 0; i < 2; i++)
            {
                if (_queue.TakePlace(0, now) is { HasPlace: true } place)
                {
                    times.Add(now + place.Wait);
                }
            }
        }

        times.Should().BeInAscendingOrder();
        times.Select(start => times.Count(time => time >= start && time < start.AddSeconds(1))).Max().Should().BeInRange(250, 300);
    }

    [Fact]
    public void FewCallsAtOnce_WaitForNothing() =>
        Enumerable.Range(0, 14).Select(_ => _queue.TakePlace(0, Start).Wait).Should().OnlyContain(wait => wait == TimeSpan.Zero);

    [Fact]
    public void NoPlaceSoon_IsToldATimeWithinFiveMinutes()
    {
        _queue.TakePlace(100, Start);
        for (int i = 0; i < 100; i++)
        {
            _queue.TakePlace(100, Start);
        }

        _queue.TakePlace(100, Start).Should().Be((TimeSpan.FromMinutes(5), false));
        _queue.TakePlace(0, Start.AddSeconds(5)).HasPlace.Should().BeTrue("what was promised is not kept free");
    }

    [Fact]
    public void SparePlaces_EndBeforeTheOthers()
    {
        int spare = 0;
        while (_queue.TakeSparePlace(0, Start))
        {
            spare++;
        }

        spare.Should().BeInRange(3, 10);
        _queue.TakePlace(0, Start).Wait.Should().Be(TimeSpan.Zero);
    }
}
