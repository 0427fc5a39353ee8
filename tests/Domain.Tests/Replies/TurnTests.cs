using GptMessenger.Domain.Replies;

namespace GptMessenger.Domain.Tests.Replies;

public class TurnTests
{
    private static readonly Turn Open = new("t1", DateTimeOffset.UnixEpoch, "m0");

    [Fact]
    public void OpenTurn_HasNoReplyAndIsNotSent()
    {
        Open.HasReply.Should().BeFalse();
        Open.IsSent.Should().BeFalse();
    }

    [Fact]
    public void Reply_IsNumberedAndKnowsWhatItAnswers()
    {
        var turn = Open.WithReply(["one", "two"], "m2");

        turn.Parts.Should().Equal(new TextPart("gptm:t1:0", "one"), new TextPart("gptm:t1:1", "two"));
        (turn.After, turn.Through, turn.HasReply, turn.IsSent).Should().Be(("m0", "m2", true, false));
    }

    [Fact]
    public void Cards_AreThePartAfterTheTexts()
    {
        IReadOnlyList<ReplyCard> cards = [new ReplyCard("Boot")];

        var turn = Open.WithReply(["one", "two"], "m2", cards);

        turn.Parts.Should().HaveCount(3).And.EndWith(new CardsPart("gptm:t1:2", cards));
        Open.WithReply(["one"], "m2", []).Parts.Should().Equal(new TextPart("gptm:t1:0", "one"));
        Open.WithReply([], "m2", cards).HasReply.Should().BeFalse("cards alone are no answer");
    }

    [Fact]
    public void AllTextsDelivered_LacksOnlyItsCards()
    {
        var turn = Open.WithReply(["one"], "m2", [new ReplyCard("Boot")]);

        var answered = turn.WithPart(turn.Parts[0] with { Mid = "r1" });

        (turn.LacksOnlyCards, answered.LacksOnlyCards, answered.WithPart(answered.Parts[1] with { Mid = "r2" }).LacksOnlyCards).Should().Be((false, true, false));
        Open.WithReply(["one"], "m2").LacksOnlyCards.Should().BeFalse();
        (answered.IsSent, answered.WithoutCards().IsSent).Should().Be((false, true));
    }

    [Fact]
    public void AllPartsDelivered_IsSent()
    {
        var turn = Open.WithReply(["one", "two"], "m2");

        var half = turn.WithPart(turn.Parts[0] with { Mid = "r1" });
        var whole = half.WithPart(half.Parts[1] with { Mid = "r2" });

        (half.IsSent, whole.IsSent).Should().Be((false, true));
        half.Parts.Select(part => part.Mid).Should().Equal("r1", null);
    }

    [Fact]
    public void AnyTry_TouchesTheReply()
    {
        var turn = Open.WithReply(["one", "two"], "m2");

        (Open.IsUntouched, turn.IsUntouched).Should().Be((false, true));
        turn.WithPart(turn.Parts[1] with { TriedAt = DateTimeOffset.UnixEpoch, Tries = 1 }).IsUntouched.Should().BeFalse();
        turn.WithPart(turn.Parts[0] with { Tries = 1 }).IsUntouched.Should().BeFalse("a second try that was refused does not undo the first");
        turn.WithPart(turn.Parts[0] with { Mid = "r1" }).IsUntouched.Should().BeFalse();
    }

    [Fact]
    public void WithoutReply_IsAsBeforeTheDecision() =>
        (Open.WithReply(["one"], "m2") with { DecidedAt = DateTimeOffset.UnixEpoch }).WithoutReply().Should().BeEquivalentTo(Open);

    [Fact]
    public void PartOfAnotherTurn_ChangesNothing()
    {
        var turn = Open.WithReply(["one"], "m2");

        turn.WithPart(new TextPart("gptm:t9:0", "other") { Mid = "x" }).Parts.Should().Equal(turn.Parts);
    }

    [Fact]
    public void TriedWithoutMid_IsInDoubt()
    {
        var part = new TextPart("gptm:t1:0", "one");

        part.IsInDoubt.Should().BeFalse();
        (part with { TriedAt = DateTimeOffset.UnixEpoch }).IsInDoubt.Should().BeTrue();
        (part with { TriedAt = DateTimeOffset.UnixEpoch, Mid = "r1" }).IsInDoubt.Should().BeFalse();
    }

    [Fact]
    public void Again_KeepsWhatWasSentAndHasTheRestTriedAnew()
    {
        var now = DateTimeOffset.UnixEpoch.AddHours(1);
        var given = Open.WithReply(["sent", "in doubt", "refused"], "m2") with { Failures = 7, NotBefore = now };
        given = given.WithPart(given.Parts[0] with { Mid = "r1", TriedAt = Open.OpenedAt, Tries = 1 });
        given = given.WithPart(given.Parts[1] with { TriedAt = Open.OpenedAt, Tries = 2, Looks = 2 });
        given = given.WithPart(given.Parts[2] with { Tries = 1 });

        var again = given.Again(now, "m9");

        again.Should().BeEquivalentTo(new { Open.Id, Open.OpenedAt, Open.After, Through = "m2", Retry = new TurnRetry(now, "m2", "m9"), NotBefore = (DateTimeOffset?)null, Failures = 0 });
        again.Parts.Should().Equal(
            given.Parts[0], given.Parts[1] with { Tries = 1, Looks = 0, IsUnclear = true }, given.Parts[2] with { Tries = 0 });
    }

    [Fact]
    public void Settled_IsWhatTheReplyAnswersOrWhatLaterTurnsDid()
    {
        var replied = Open.WithReply(["one"], "m2");
        var again = replied.Again(Open.OpenedAt, "m9");

        Open.SettledByItsEnd().Should().Be("m0");
        replied.SettledByItsEnd().Should().Be("m2");
        again.SettledByItsEnd().Should().Be("m9");
        again.HandedOverThrough("s10").SettledByItsEnd().Should().Be("s10");
        replied.HandedOverThrough("s3").Retry.Should().BeNull();
        Open.Again(Open.OpenedAt, "m9").Retry!.Through.Should().Be("m9", "nobody knows what it was to answer");
    }

    [Theory]
    [InlineData("gptm:t1:0", true)]
    [InlineData("GPTM:t1:0", false)]
    [InlineData("outbox:0001", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Metadata_SaysWhetherItIsOurs(string? metadata, bool isOurs) => ReplyPart.IsOurs(metadata).Should().Be(isOurs);
}
