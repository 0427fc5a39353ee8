using GptMessenger.Domain.Pages;

namespace GptMessenger.Domain.Tests.Pages;

public class OpeningWeekTests
{
    private static readonly DateTime Monday = new(2026, 11, 9);

    private static readonly OpenSpan Morning = new(new TimeOnly(9, 0), new TimeOnly(12, 0));
    private static readonly OpenSpan Afternoon = new(new TimeOnly(13, 0), new TimeOnly(17, 0));
    private static readonly OpenSpan Night = new(new TimeOnly(20, 0), new TimeOnly(2, 0));
    private static readonly OpenSpan WholeDay = new(TimeOnly.MinValue, TimeOnly.MinValue);

    private static readonly OpeningWeek Week = OpeningWeek.Of(
        [(DayOfWeek.Monday, Afternoon), (DayOfWeek.Monday, Morning), (DayOfWeek.Sunday, Night), (DayOfWeek.Wednesday, WholeDay)]);

    [Fact]
    public void Spans_AreInTheirOrder() => Week.On(DayOfWeek.Monday).Should().Equal(Morning, Afternoon);

    [Theory]
    [InlineData(0, "09:00", true)]
    [InlineData(0, "08:59", false)]
    [InlineData(0, "12:00", false)]
    [InlineData(0, "16:59", true)]
    [InlineData(0, "01:59", true)]
    [InlineData(0, "02:00", false)]
    [InlineData(-1, "20:00", true)]
    [InlineData(-1, "23:59", true)]
    [InlineData(-1, "19:59", false)]
    [InlineData(2, "00:00", true)]
    [InlineData(2, "23:59", true)]
    [InlineData(3, "00:00", false)]
    public void Open_IsFromTheOpeningUntilTheClosing(int day, string time, bool isOpen) =>
        (Week.At(At(day, time)) is not null).Should().Be(isOpen);

    [Theory]
    [InlineData(0, "08:00", 0, "09:00")]
    [InlineData(0, "12:30", 0, "13:00")]
    [InlineData(0, "18:00", 2, "00:00")]
    [InlineData(3, "10:00", 3, "20:00")]
    public void Next_IsTheNearestOpening(int day, string time, int days, string opens)
    {
        var next = Week.NextAfter(At(day, time))!.Value;

        (next.Days, next.Span.Opens).Should().Be((days, TimeOnly.Parse(opens, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void OnlyOpening_ComesAgainInAWeek() =>
        OpeningWeek.Of([(DayOfWeek.Monday, Morning)]).NextAfter(At(0, "09:00"))!.Value.Days.Should().Be(7);

    [Fact]
    public void NeverOpen_HasNoNext() => OpeningWeek.Of([]).NextAfter(Monday).Should().BeNull();

    private static DateTime At(int day, string time) => Monday.AddDays(day) + TimeSpan.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
}
