using GptMessenger.Domain.Conversations;

namespace GptMessenger.Domain.Tests.Conversations;

public sealed class MissedTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    private readonly Conversation _conversation = Said.Conversation(At(1, Said.Message("m1")), At(3, Said.Reply("r1")), Said.Edit("m1", 1, "hallo"), At(8, Said.Message("m2")));

    [Theory]
    [InlineData(0, "x m1 r1 edit:m1:1 m2")]
    [InlineData(1, "m1 x r1 edit:m1:1 m2")]
    [InlineData(3, "m1 r1 x edit:m1:1 m2")]
    [InlineData(9, "m1 r1 edit:m1:1 m2 x")]
    public void Missed_ComesToItsPlaceInTime(int minute, string keys)
    {
        var with = _conversation.With(At(minute, Said.Message("x")) with { IsMissed = true });

        string.Join(' ', with.Events.Select(e => e.Key)).Should().Be(keys);
        with.With(At(minute, Said.Message("x")) with { IsMissed = true }).Should().BeSameAs(with);
    }

    [Fact]
    public void Missed_IsNotToBeAnswered() => (Said.Message("x") with { IsMissed = true }).Should().Match<MessengerEvent>(e => e.IsAsked && !e.AsksForAnswer);

    [Theory]
    [InlineData("m2", "other words", 30, true)]
    [InlineData("x", "hello ", 8, true)]
    [InlineData("x", "hello", 9, false)]
    [InlineData("x", "other words", 8, false)]
    [InlineData("x", null, 8, false)]
    public void Known_IsWhatHasTheKey_OrTheSameWordsAtTheSameTime(string key, string? text, int minute, bool isKnown) =>
        _conversation.Knows(At(minute, Said.Message(key, text)) with { Timestamp = Noon.AddMinutes(minute).AddSeconds(1) }).Should().Be(isKnown);

    [Fact]
    public void SameWordsOfTheOtherSide_AreNotKnown() => _conversation.Knows(At(8, Said.Echo("x") with { Text = "hello" })).Should().BeFalse();

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(null, false)]
    public void WordOfThePage_CountsWhenItCameLater(int? minute, bool has) =>
        _conversation.HasWordOfPageSince(minute is { } m ? Noon.AddMinutes(m) : null).Should().Be(has);

    private static MessengerEvent At(int minute, MessengerEvent @event) => @event with { Timestamp = Noon.AddMinutes(minute) };
}
