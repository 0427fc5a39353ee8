using System.Collections.Concurrent;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;
using GptMessenger.Infrastructure.Grains;
using GptMessenger.Infrastructure.Tests.Storage;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

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

    [Fact]
    public async Task InAnHour_EachPagesGrainIsAsked_AlsoWhereOneDoesNotAnswer()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero));
        var asked = new ConcurrentDictionary<string, bool>();
        using var rounds = Rounds(clock, (key, isRoutine) =>
        {
            asked[key] = isRoutine;
            return asked.Count % 7 == 0 ? Task.FromException(new TimeoutException("busy")) : Task.CompletedTask;
        });
        await rounds.StartAsync(CancellationToken.None);

        // It may begin some minutes late, by this clock: an hour is over when all of it was gone through.
        await UntilAsync(() =>
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            return asked.Count == Pages.Count;
        });
        asked.Values.Should().AllBeEquivalentTo(true);
        asked.Keys.Should().Contain($"tenant-1/facebook/{Pages[0]}");
        await rounds.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task PageThatSomebodyAsksFor_IsCheckedAtOnce()
    {
        var asked = new ConcurrentDictionary<string, bool>();
        using var rounds = Rounds(new FakeTimeProvider(), (key, isRoutine) =>
        {
            asked[key] = isRoutine;
            return Task.CompletedTask;
        });
        await rounds.StartAsync(CancellationToken.None);

        rounds.Request(Connected(Pages[3]));

        await UntilAsync(() => !asked.IsEmpty);
        asked.Should().BeEquivalentTo(new Dictionary<string, bool> { [$"tenant-1/facebook/{Pages[3]}"] = false });
        await rounds.StopAsync(CancellationToken.None);
    }

    private static PageRounds Rounds(TimeProvider clock, Func<string, bool, Task> check)
    {
        var (pages, grains) = (Substitute.For<IConnectedPages>(), Substitute.For<IGrainFactory>());
        pages.All.Returns([.. Pages.Select(Connected)]);
        grains.GetGrain<IPageGrain>("").ReturnsForAnyArgs(call =>
        {
            string key = call.ArgAt<string>(0);
            var grain = Substitute.For<IPageGrain>();
            grain.RequestCheckAsync(default).ReturnsForAnyArgs(asking => check(key, asking.Arg<bool>()));
            return grain;
        });
        return new PageRounds(pages, grains, clock, new RecordedLog<PageRounds>());
    }

    private static ConnectedPage Connected(PageId page) => new(TenantId.TryParse("tenant-1", out var tenant) ? tenant : default, Channel.Facebook, page);

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (int tries = 0; !condition(); tries++)
        {
            tries.Should().BeLessThan(1000, "it is awaited");
            await Task.Delay(20);
        }
    }
}
