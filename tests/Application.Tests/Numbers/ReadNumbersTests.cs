using GptMessenger.Application.Numbers;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Tests.Numbers;

public sealed class ReadNumbersTests : IDisposable
{
    private static readonly PageId Other = PageId.TryParse("200", out var id) ? id : throw new InvalidOperationException();
    private static readonly DateOnly Today = new(2026, 11, 9);

    private readonly Bot _bot = new();

    [Fact]
    public async Task ThirtyDaysToToday_AreReadByDefault_AlsoThoseWithoutAFigure()
    {
        Have(new PageDay(Known.Conversation.Page, Today.AddDays(-1), new Dictionary<string, long> { ["answers"] = 3 }));

        var report = await ReadAsync(new ReadNumbers(Known.Conversation.Tenant));

        (report.From, report.To, report.Days.Count).Should().Be((new DateOnly(2026, 10, 11), Today, 30));
        report.Days[^2].Numbers.Answers.Should().Be(3);
        report.Days[^1].Numbers.Should().BeEquivalentTo(new PeriodNumbers());
    }

    [Fact]
    public async Task PagesAndDays_AreAddedUp_OrOnePageIsRead()
    {
        Have(
            new PageDay(Known.Conversation.Page, Today, new Dictionary<string, long> { ["answers"] = 3, ["offline:DayLimit"] = 1, ["in:a"] = 10, ["out:a"] = 1, ["cost:USD:a"] = 1_500_000 }),
            new PageDay(Other, Today, new Dictionary<string, long> { ["answers"] = 4, ["offline:DayLimit"] = 2, ["in:a"] = 20, ["cost:EUR:a"] = 1 }));

        var report = await ReadAsync(new ReadNumbers(Known.Conversation.Tenant, Today, Today));
        var one = await ReadAsync(new ReadNumbers(Known.Conversation.Tenant, Today, Today, Other));

        report.Total.Answers.Should().Be(7);
        report.Total.Offline.Should().Equal(new Dictionary<string, long> { ["DayLimit"] = 3 });
        report.Total.Models.Should().ContainSingle().Which.Should().BeEquivalentTo(new ModelNumbers("a", 30, 1, [new ModelCost("USD", 1.5m), new ModelCost("EUR", 0.000001m)]));
        (one.Total.Answers, one.Days.Count).Should().Be((4, 1));
        one.Pages.Should().Equal([Known.Conversation.Page, Other], "both can be chosen");
    }

    [Fact]
    public async Task Waits_AreReadFromTheirBuckets_ToSevenPercent()
    {
        double[] seconds = [.. Enumerable.Range(1, 90).Select(_ => 1.3), .. Enumerable.Range(1, 9).Select(_ => 7.0), 3000];
        Have([.. seconds.Select(wait => new PageDay(Known.Conversation.Page, Today, new Dictionary<string, long> { [Figures.OfWait(TimeSpan.FromSeconds(wait))] = 1 }))]);

        var total = (await ReadAsync(new ReadNumbers(Known.Conversation.Tenant))).Total;

        total.MedianSeconds.Should().BeApproximately(1.3, 1.3 * 0.075);
        total.P95Seconds.Should().BeApproximately(7, 7 * 0.075);
    }

    [Theory]
    [InlineData("2026-11-09", "2026-11-08", false)]
    [InlineData("2025-10-01", "2026-11-09", false)]
    [InlineData("2025-10-06", "2026-11-09", true)]
    [InlineData(null, "2026-11-09", true)]
    public void TimesThatMakeNoSense_AreRefused(string? from, string? to, bool isValid) => new ReadNumbersValidator()
        .Validate(new ReadNumbers(Known.Conversation.Tenant, from is null ? null : DateOnly.Parse(from, null), to is null ? null : DateOnly.Parse(to, null))).IsValid.Should().Be(isValid);

    public void Dispose() => _bot.Dispose();

    private void Have(params PageDay[] days) => _bot.Numbers.Days = days;

    private Task<NumbersReport> ReadAsync(ReadNumbers read) => new ReadNumbersHandler(_bot.Numbers, new TenantDays(_bot.Catalog), _bot.Clock).Handle(read, default);
}
