using GptMessenger.Domain.Conversations;
using GptMessenger.Infrastructure.Grains;

namespace GptMessenger.Infrastructure.Tests.Grains;

public sealed class PageRoundsTests
{
    private static readonly List<PageId> Pages = [.. Enumerable.Range(0, 600).Select(n => PageId.TryParse($"1000000000{n:00000}", out var page) ? page : default)];

    [Fact]
    public void EachPage_IsDueOnceAnHour_AndThePagesAreSpreadOverIt()
    {
        var dueIn = Enumerable.Range(0, 60).Select(minute => Pages.Count(page => PageRounds.IsDue(page, 29_000_000 + minute, minutesSinceStart: 1000))).ToList();

        dueIn.Sum().Should().Be(Pages.Count);
        dueIn.Should().OnlyContain(count => count > 0 && count < 40);
    }

    [Fact]
    public void EachPage_IsDueSoonAfterTheStart()
    {
        foreach (var page in Pages)
        {
            Enumerable.Range(1, 15).Where(minute => PageRounds.IsDue(page, 0, minute)).Should().Contain(minute => minute >= 2 && minute < 12);
        }

        Pages.Should().NotContain(page => PageRounds.IsDue(page, 29_000_000, 1) && PageRounds.IsDue(page, 29_000_001, 1));
    }
}
