using CsCheck;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Domain.Tests.Conversations;

public class ConversationTests
{
    [Fact]
    public void NothingSaid_IsEmpty()
    {
        Conversation.Empty.Events.Should().BeEmpty();
        Conversation.Empty.End.Should().BeNull();
        Conversation.Empty.UnansweredAfter(null).Should().BeEmpty();
        Conversation.Empty.UnansweredAfter("lost").Should().BeEmpty();
    }

    [Fact]
    public void UnansweredThrough_EndsThere()
    {
        var conversation = Said.Conversation(Said.Message("m1"), Said.Message("m2"), Said.Message("m3"), Said.Message("m4"));

        conversation.UnansweredAfter("m1", "m3").Select(e => e.Key).Should().Equal("m2", "m3");
        conversation.UnansweredAfter(null, "m1").Select(e => e.Key).Should().Equal("m1");
        conversation.UnansweredAfter("m3", "m2").Should().BeEmpty();
        conversation.UnansweredAfter("m1", "lost").Should().BeEmpty();
    }

    [Fact]
    public void MessageDeliveredTwice_ChangesNothing()
    {
        var conversation = Said.Conversation(Said.Message("m1"), Said.Message("m2"));

        conversation.With(Said.Message("m1", "said otherwise")).Should().BeSameAs(conversation);
    }

    [Fact]
    public void Adding_LeavesTheOldOneAsItWas()
    {
        var before = Said.Conversation(Said.Message("m1"));

        var after = before.With(Said.Message("m2"));

        before.Events.Should().HaveCount(1);
        after.Events.Select(e => e.Key).Should().Equal("m1", "m2");
        after.End.Should().Be("m2");
    }

    [Fact]
    public void AnyDeliveryOrder_KeepsEachKeyOnce() => Gen.Int[0, 9].Array[0, 40].Sample(numbers =>
    {
        var conversation = Said.Conversation([.. numbers.Select(number => Said.Message($"m{number}"))]);

        return conversation.Events.Select(e => e.Key).SequenceEqual(numbers.Distinct().Select(number => $"m{number}"));
    });

    [Fact]
    public void Unsend_TakesThePlaceOfItsMessageAndOfItsEdits()
    {
        var conversation = Said.Conversation(
            Said.Message("m1", "my card number is 4111"), Said.Edit("m1", 1, "my card is 4111"), Said.Message("m2", "hi"), Said.Unsend("m1"));

        conversation.Events.Select(e => (e.Kind, e.Key)).Should().Equal((EventKind.Unsend, "m1"), (EventKind.Message, "m2"));
        conversation.Events.Should().NotContain(e => e.Text != null && e.Text.Contains("4111"));
    }

    [Fact]
    public void UnsendDeliveredTwice_ChangesNothing()
    {
        var conversation = Said.Conversation(Said.Message("m1"), Said.Unsend("m1"));

        conversation.With(Said.Unsend("m1")).Should().BeSameAs(conversation);
    }

    [Fact]
    public void UnsendBeforeItsMessage_KeepsTheMessageOut()
    {
        var conversation = Said.Conversation(Said.Unsend("m1"), Said.Message("m1", "secret"));

        conversation.Events.Should().ContainSingle().Which.Kind.Should().Be(EventKind.Unsend);
        conversation.UnansweredAfter(null).Should().BeEmpty();
    }

    [Fact]
    public void EditAfterItsUnsend_IsNotKept()
    {
        var conversation = Said.Conversation(Said.Message("m1"), Said.Unsend("m1"));

        conversation.With(Said.Edit("m1", 1, "secret")).Should().BeSameAs(conversation);
    }

    [Fact]
    public void EditAndUnsendBeforeTheirMessage_KeepNoText()
    {
        var conversation = Said.Conversation(Said.Edit("m1", 1, "secret"), Said.Unsend("m1"), Said.Message("m1", "secret"));

        conversation.Events.Should().ContainSingle().Which.Kind.Should().Be(EventKind.Unsend);
    }

    [Fact]
    public void AnyOrderOfMessageEditAndUnsend_LeavesNoText() =>
        Gen.Shuffle(new[] { Said.Message("m1", "secret"), Said.Edit("m1", 1, "secret 1"), Said.Edit("m1", 2, "secret 2"), Said.Unsend("m1"), Said.Message("m2", "fine") })
            .Sample(events => Said.Conversation(events).Events.All(e => e.Text is null or "fine"));

    [Fact]
    public void EditedMessage_StandsAsItWasEditedLast()
    {
        var conversation = Said.Conversation(Said.Message("m1", "rde shoes"), Said.Edit("m1", 1, "rd shoes"), Said.Edit("m1", 2, "red shoes"));

        conversation.UnansweredAfter(null).Should().ContainSingle().Which.Text.Should().Be("red shoes");
        conversation.Transcript(10).Should().ContainSingle().Which.Text.Should().Be("red shoes");
        conversation.Events[0].Text.Should().Be("rde shoes");
    }

    [Fact]
    public void EditBeforeItsMessage_IsApplied() =>
        Said.Conversation(Said.Edit("m1", 1, "red shoes"), Said.Message("m1", "rde shoes"))
            .UnansweredAfter(null).Should().ContainSingle().Which.Text.Should().Be("red shoes");

    [Fact]
    public void UnansweredAfter_IsWhatTheCustomerSaidSince()
    {
        var conversation = Said.Conversation(Said.Message("m1"), Said.Reply("r1"), Said.Message("m2"), Said.Postback("p1"), Said.Message("s1", isStandby: true));

        conversation.UnansweredAfter("m1").Select(e => e.Key).Should().Equal("m2", "p1");
        conversation.UnansweredAfter("m2").Select(e => e.Key).Should().Equal("p1");
        conversation.UnansweredAfter("p1").Should().BeEmpty();
        conversation.UnansweredAfter(null).Select(e => e.Key).Should().Equal("m1", "m2", "p1");
    }

    [Fact]
    public void ReplyStoredBehindANewMessage_DoesNotHideIt()
    {
        // m2 came between the sending of the reply to m1 and its append.
        var conversation = Said.Conversation(Said.Message("m1"), Said.Message("m2"), Said.Reply("r1"));

        conversation.UnansweredAfter("m1").Should().ContainSingle().Which.Key.Should().Be("m2");
    }

    [Fact]
    public void MarkerLost_CountsEverythingBeforeThePagesNewestMessageAsSettled()
    {
        var conversation = Said.Conversation(Said.Message("m1"), Said.Reply("r1"), Said.Message("m2"), Said.Echo("e1"), Said.Message("m3"));

        conversation.UnansweredAfter("gone").Select(e => e.Key).Should().Equal("m3");
    }

    [Fact]
    public void MarkerLostWithoutAnyReply_LeavesEverythingOpen() =>
        Said.Conversation(Said.Message("m1"), Said.Message("m2")).UnansweredAfter("gone").Should().HaveCount(2);

    [Fact]
    public void SettledMessageTakenBack_StillMarksThePlace()
    {
        var conversation = Said.Conversation(Said.Message("m1"), Said.Message("m2"), Said.Reply("r1"), Said.Unsend("m1"));

        conversation.UnansweredAfter("m1").Should().ContainSingle().Which.Key.Should().Be("m2");
    }

    [Fact]
    public void EndAtAnEdit_IsNotLostWhenTheMessageIsTakenBack()
    {
        var edited = Said.Conversation(Said.Message("m1"), Said.Edit("m1", 1, "hello!"));
        string? after = edited.End;

        var conversation = edited.With(Said.Message("m2")).With(Said.Echo("e1")).With(Said.Unsend("m1"));

        conversation.UnansweredAfter(after).Should().ContainSingle().Which.Key.Should().Be("m2");
    }

    [Fact]
    public void Transcript_LeavesOutEditsAndWhatWasTakenBack()
    {
        var conversation = Said.Conversation(Said.Message("m1"), Said.Reply("r1"), Said.Message("m2"), Said.Unsend("m1"), Said.Edit("m2", 1, "x"));

        conversation.Transcript(100).Select(e => e.Key).Should().Equal("r1", "m2");
    }

    [Fact]
    public void Transcript_LooksBackOnlySoFar() =>
        Said.Conversation([.. Enumerable.Range(0, 50).Select(i => Said.Message($"m{i}"))]).Transcript(3).Select(e => e.Key).Should().Equal("m47", "m48", "m49");

    [Theory]
    [InlineData(EventKind.Message, true, false, true)]
    [InlineData(EventKind.Postback, true, false, true)]
    [InlineData(EventKind.Order, true, false, true)]
    [InlineData(EventKind.Reply, false, true, true)]
    [InlineData(EventKind.Echo, false, true, true)]
    [InlineData(EventKind.Edit, false, false, true)]
    [InlineData(EventKind.Unsend, false, false, true)]
    [InlineData(EventKind.PolicyEnforcement, false, false, false)]
    [InlineData(EventKind.Notice, false, false, false)]
    [InlineData(EventKind.Unknown, false, false, false)]
    public void Kind_SaysWhatItAsksFor(EventKind kind, bool asksForAnswer, bool isFromPage, bool isStored)
    {
        var @event = Said.Message("m1") with { Kind = kind };

        (@event.AsksForAnswer, @event.IsFromPage, @event.IsStored).Should().Be((asksForAnswer, isFromPage, isStored));
        (@event with { IsStandby = true }).AsksForAnswer.Should().BeFalse();
    }
}
