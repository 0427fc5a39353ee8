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

        turn.Parts.Should().Equal(new ReplyPart("gptm:t1:0", "one"), new ReplyPart("gptm:t1:1", "two"));
        (turn.After, turn.Through, turn.HasReply, turn.IsSent).Should().Be(("m0", "m2", true, false));
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

        turn.WithPart(new ReplyPart("gptm:t9:0", "other") { Mid = "x" }).Parts.Should().Equal(turn.Parts);
    }

    [Fact]
    public void TriedWithoutMid_IsInDoubt()
    {
        var part = new ReplyPart("gptm:t1:0", "one");

        part.IsInDoubt.Should().BeFalse();
        (part with { TriedAt = DateTimeOffset.UnixEpoch }).IsInDoubt.Should().BeTrue();
        (part with { TriedAt = DateTimeOffset.UnixEpoch, Mid = "r1" }).IsInDoubt.Should().BeFalse();
    }

    [Theory]
    [InlineData("gptm:t1:0", true)]
    [InlineData("GPTM:t1:0", false)]
    [InlineData("outbox:0001", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Metadata_SaysWhetherItIsOurs(string? metadata, bool isOurs) => ReplyPart.IsOurs(metadata).Should().Be(isOurs);
}
