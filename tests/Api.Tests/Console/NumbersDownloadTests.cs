using GptMessenger.Api.Console.Numbers;
using GptMessenger.Application.Numbers;

namespace GptMessenger.Api.Tests.Console;

public sealed class NumbersDownloadTests
{
    private static readonly DateOnly Day = new(2026, 11, 27);

    [Fact]
    public void EachDayAndModel_HasALine_AndAColumnCanBeAddedUp()
    {
        var numbers = new PeriodNumbers
        {
            Conversations = 2, Messages = 5, Answers = 4, MedianSeconds = 1.25, P95Seconds = 9, Offline = new Dictionary<string, long> { ["DayLimit"] = 1 },
            Models = [new ModelNumbers("a", 100, 10, [new ModelCost("USD", 0.0002m)]), new ModelNumbers("b", 1, 2, [])],
        };

        var lines = Lines(new DayNumbers(Day.AddDays(-1), new PeriodNumbers()), new DayNumbers(Day, numbers));

        lines.Should().Equal(
            "day,conversations,messages,answers,median_seconds,p95_seconds,left_to_person,refused_drafts,dead_letters,offline_ModelAway,offline_NothingSupported,offline_DayLimit,offline_MonthLimit,offline_CustomerLimit,offline_LimitsUnknown,offline_Other,model,tokens_in,tokens_out,cost,currency",
            "2026-11-26,0,0,0,,,0,0,0,0,0,0,0,0,0,0,,0,0,,",
            "2026-11-27,2,5,4,1.25,9.0,0,0,0,0,0,1,0,0,0,0,a,100,10,0.0002,USD",
            "2026-11-27,,,,,,,,,,,,,,,,b,1,2,,");
    }

    [Theory]
    [InlineData("=cmd()", "'=cmd()")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("@\"x\"", "\"'@\"\"x\"\"\"")]
    public void NamesOfModels_AreNoFormulas_AndStayInTheirField(string name, string field) =>
        Lines(new DayNumbers(Day, new PeriodNumbers { Models = [new ModelNumbers(name, 1, 1, [])] }))[1].Should().Be($"2026-11-27,0,0,0,,,0,0,0,0,0,0,0,0,0,0,{field},1,1,,");

    private static string[] Lines(params DayNumbers[] days) =>
        NumbersDownload.Written(new NumbersReport(Day, Day, days, new PeriodNumbers(), [])).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
}
