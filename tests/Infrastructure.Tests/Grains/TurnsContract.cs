using System.Text.Json;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;
using GptMessenger.Infrastructure.Grains;
using GptMessenger.Infrastructure.Tests.Facebook;
using GptMessenger.Infrastructure.Tests.Rgw;
using Microsoft.Extensions.Time.Testing;

namespace GptMessenger.Infrastructure.Tests.Grains;

/// <summary>What the engine relies on, whatever keeps its turns.</summary>
public abstract partial class TurnsContract
{
    protected static readonly ConversationId Id = GraphHost.Conversation;
    protected static readonly ConversationId Other = GraphHost.Unconnected;

    // The real time, because servers let records expire by their own clock; whole milliseconds are kept.
    private protected static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());

    private protected FakeTimeProvider Clock { get; } = new(Now);

    private protected static Turn Turn { get; } = new Turn("t1", Now, "k0") { Failures = 2, NotBefore = Now }.WithReply(["Täschchen", "two"], "k1");

    private protected abstract ITurnTable Turns { get; }

    /// <summary>The process ends, the next one begins.</summary>
    private protected abstract Task RestartAsync();

    /// <summary>What no version of ours wrote.</summary>
    private protected abstract Task WriteOpenAsync(string conversation, string turn);

    /// <summary>Conversation, state and turn of a row, as they are.</summary>
    private protected abstract Task<string?> ReadEndedAsync(string id);

    [StoreFact]
    public async Task SavedTurn_IsFoundAsItWas_AlsoByTheNextProcess()
    {
        await Turns.SaveAsync(Id, new Turn("t0", Now, null));
        await Turns.SaveAsync(Id, Turn);
        await RestartAsync();

        (await Turns.FindAsync(Id)).Should().BeEquivalentTo(Turn);
        (await Turns.FindAsync(Other)).Should().BeNull();
    }

    [StoreFact]
    public async Task TextsAndCards_AreFoundAsTheyWere()
    {
        var card = new ReplyCard("Täschchen") { Subtitle = "9.90 EUR", Image = new Uri("https://cdn.example/ä.jpg"), Buttons = [new ReplyButton("View", new Uri("https://a.example/ä?b=c"))] };
        var turn = new Turn("t1", Now, "k0").WithReply(["one"], "k1", [card, new ReplyCard("Two") { Link = new Uri("https://a.example/two") }]);
        turn = turn.WithPart(turn.Parts[1] with { TriedAt = Now, Tries = 1 });
        await Turns.SaveAsync(Id, turn);
        await RestartAsync();

        var found = (await Turns.FindAsync(Id))!;

        found.Parts[0].Should().Be(turn.Parts[0]);
        found.Parts[1].Should().BeOfType<CardsPart>().And.BeEquivalentTo((CardsPart)turn.Parts[1]);
        ((CardsPart)found.Parts[1]).Cards[0].Buttons[0].Link.OriginalString.Should().Be("https://a.example/ä?b=c");
    }

    [StoreFact]
    public async Task RowOfBeforeThereWereCards_IsATurnOfTexts()
    {
        await WriteOpenAsync(Id.ToString(), """
            {"Id":"t1","OpenedAt":"2026-11-09T12:00:00+00:00","After":null,"Through":"m1","Parts":[
            {"Metadata":"gptm:t1:0","Text":"one","TriedAt":"2026-11-09T12:00:01+00:00","Tries":1,"Looks":0,"IsUnclear":false,"Mid":"r1","IsInDoubt":false},
            {"Metadata":"gptm:t1:1","Text":"two","TriedAt":null,"Tries":0,"Looks":0,"Mid":null,"IsInDoubt":false}],
            "DecidedAt":null,"NotBefore":null,"Failures":0,"Retry":null,"HasReply":true,"IsUntouched":false,"IsSent":false}
            """);

        (await Turns.FindAsync(Id))!.Parts.Should().Equal(
            new TextPart("gptm:t1:0", "one") { TriedAt = new DateTimeOffset(2026, 11, 9, 12, 0, 1, TimeSpan.Zero), Tries = 1, Mid = "r1" }, new TextPart("gptm:t1:1", "two"));
    }

    [StoreFact]
    public async Task PartThatIsNeitherTextNorCards_IsUnreadable()
    {
        await WriteOpenAsync(Id.ToString(), """{"Id":"t1","OpenedAt":"2026-11-09T12:00:00+00:00","After":null,"Parts":[{"Metadata":"gptm:t1:0"}]}""");

        await Turns.Awaiting(turns => turns.FindAsync(Id)).Should().ThrowAsync<JsonException>();
    }

    [StoreFact]
    public async Task OpenTurn_IsOnesOwnUntilItEnds()
    {
        (await Turns.IsOwnAsync(Id)).Should().BeFalse();
        await Turns.SaveAsync(Id, Turn);
        (await Turns.IsOwnAsync(Id)).Should().BeTrue();
        await Turns.EndAsync(Id, Turn, TurnEnd.Answered, next: null);
        (await Turns.IsOwnAsync(Id)).Should().BeFalse();
    }

    [StoreFact]
    public async Task EndedTurn_IsNoLongerOpen()
    {
        await Turns.SaveAsync(Id, Turn);
        await Turns.EndAsync(Id, Turn, TurnEnd.Answered, next: null);

        (await Turns.FindAsync(Id)).Should().BeNull();
        (await OpenAsync()).Should().BeEmpty();
    }

    [StoreFact]
    public async Task EndWithNext_OpensTheNext()
    {
        await Turns.SaveAsync(Id, Turn);
        await Turns.EndAsync(Id, Turn, TurnEnd.Answered, new Turn("t2", Now, "k1"));

        (await Turns.FindAsync(Id)).Should().BeEquivalentTo(new Turn("t2", Now, "k1"));
        (await OpenAsync()).Should().Equal("t2");
    }

    [StoreFact]
    public async Task ConversationWhoseTurnEnded_CanHaveAnother()
    {
        await Turns.EndAsync(Id, Turn, TurnEnd.Answered, next: null);
        await Turns.SaveAsync(Id, Turn with { Id = "t2" });

        (await Turns.FindAsync(Id))!.Id.Should().Be("t2");
        (await OpenAsync()).Should().Equal("t2");
    }

    [StoreFact]
    public async Task EveryEnd_IsListedByItsState_NewestFirst()
    {
        foreach (var state in Enum.GetValues<TurnState>())
        {
            await Turns.SaveAsync(Id, Turn with { Id = $"{state}-1" });
            await Turns.EndAsync(Id, Turn with { Id = $"{state}-1" }, new TurnEnd(state, "why"), next: null);
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Turns.EndAsync(Other, Turn with { Id = $"{state}-2" }, new TurnEnd(state), next: null);
        }

        foreach (var state in Enum.GetValues<TurnState>())
        {
            var listed = await Turns.ListAsync(new TurnFilter(state, 10), default);
            listed.Select(record => record.Turn.Id).Should().Equal($"{state}-2", $"{state}-1");
            listed[1].Should().Match<TurnRecord>(record => record.Conversation == Id && record.End == new TurnEnd(state, "why") && record.EndedAt >= Now);
            (await Turns.ListAsync(new TurnFilter(state, 10, Before: listed[0].EndedAt), default)).Should().ContainSingle();
            (await Turns.ListAsync(new TurnFilter(state, 1), default)).Should().ContainSingle();
            (await Turns.FindEndedAsync($"{state}-1", default)).Should().BeEquivalentTo(listed[1]);
        }

        (await Turns.FindEndedAsync("another", default)).Should().BeNull();
    }

    [StoreFact]
    public async Task EndToldTwice_IsOneRecord()
    {
        await Turns.EndAsync(Id, Turn, new TurnEnd(TurnState.Skipped, "why"), next: null);
        await Turns.EndAsync(Id, Turn, new TurnEnd(TurnState.Skipped), next: null);

        (await Turns.ListAsync(new TurnFilter(TurnState.Skipped, 10), default)).Should().ContainSingle().Which.End!.Reason.Should().BeNull();
    }

    [StoreFact]
    public async Task EndToldTwiceInDifferentWords_IsListedUnderTheLastOnly()
    {
        await Turns.EndAsync(Id, Turn, new TurnEnd(TurnState.DeadLetter, "why"), next: null);
        await Turns.EndAsync(Id, Turn, TurnEnd.HandedOver, next: null);

        (await Turns.ListAsync(new TurnFilter(TurnState.DeadLetter, 10), default)).Should().BeEmpty();
        (await Turns.ListAsync(new TurnFilter(TurnState.HandedOver, 10), default)).Should().ContainSingle();
    }

    [StoreFact]
    public async Task AnsweredTurn_KeepsNoText_ADeadLetterDoes()
    {
        await Turns.EndAsync(Id, Turn with { Id = "a" }, TurnEnd.Answered, next: null);
        await Turns.EndAsync(Id, Turn with { Id = "d" }, new TurnEnd(TurnState.DeadLetter), next: null);

        (await Turns.FindEndedAsync("a", default))!.Turn.Parts.Should().BeEmpty();
        (await Turns.FindEndedAsync("d", default))!.Turn.Parts.Should().HaveCount(2);
    }

    [StoreFact]
    public async Task OpenTurns_AreListed_ABrokenRowHidesNoOther()
    {
        await Turns.SaveAsync(Id, Turn);
        await Turns.SaveAsync(Other, Turn with { Id = "t2", OpenedAt = Now.AddSeconds(1) });
        await WriteOpenAsync("t/facebook/1/2", "{");

        (await OpenAsync()).Should().Equal("t2", "t1");
        (await Turns.ListAsync(new TurnFilter(State: null, 1, Before: Now.AddSeconds(1)), default)).Should().ContainSingle().Which.Should().BeEquivalentTo(
            new TurnRecord(Id, Turn, End: null, EndedAt: null));
    }

    [StoreFact]
    public async Task Lists_AreOfOneTenantWhereAsked()
    {
        TenantId.TryParse("nobody", out var nobody).Should().BeTrue();
        await Turns.EndAsync(Other, Turn with { Id = "e" }, TurnEnd.Answered, next: null);
        await Turns.SaveAsync(Id, Turn);

        foreach (var state in new TurnState?[] { null, TurnState.Answered })
        {
            (await Turns.ListAsync(new TurnFilter(state, 10, Id.Tenant), default)).Should().ContainSingle();
            (await Turns.ListAsync(new TurnFilter(state, 10, nobody), default)).Should().BeEmpty();
        }
    }

    [StoreFact]
    public async Task DeadLetter_IsReopenedOnce_AndNeverOverAnOpenTurn()
    {
        await Turns.EndAsync(Id, Turn, new TurnEnd(TurnState.DeadLetter, "why"), next: new Turn("t2", Now, "k1"));

        (await Turns.ReopenAsync(Id, Turn)).Should().BeFalse("another turn is open");
        (await Turns.FindEndedAsync("t1", default)).Should().NotBeNull();

        await Turns.EndAsync(Id, new Turn("t2", Now, "k1"), TurnEnd.Answered, next: null);
        var again = Turn.Again(Now.AddMinutes(1), "k7");
        (await Turns.ReopenAsync(Id, again)).Should().BeTrue();
        (await Turns.FindAsync(Id)).Should().BeEquivalentTo(again);
        (await OpenAsync()).Should().Equal("t1");
        (await Turns.FindEndedAsync("t1", default)).Should().BeNull();
        (await Turns.ListAsync(new TurnFilter(TurnState.DeadLetter, 10), default)).Should().BeEmpty();
        (await Turns.ReopenAsync(Id, Turn)).Should().BeFalse();
    }

    [StoreFact]
    public async Task OldEnds_AreForgotten_DeadLettersAreNot()
    {
        await Turns.EndAsync(Id, Turn with { Id = "old" }, TurnEnd.Answered, next: null);
        await Turns.EndAsync(Id, Turn with { Id = "dead" }, new TurnEnd(TurnState.DeadLetter), next: null);
        Clock.Advance(TimeSpan.FromDays(31));
        for (int i = 0; i < 100; i++)
        {
            await Turns.EndAsync(Id, Turn with { Id = $"new{i}" }, TurnEnd.Answered, next: null);
        }

        (await Turns.FindEndedAsync("old", default)).Should().BeNull();
        (await Turns.ListAsync(new TurnFilter(TurnState.Answered, 200), default)).Should().HaveCount(100);
        (await Turns.FindEndedAsync("dead", default)).Should().NotBeNull();
        (await Turns.FindEndedAsync("new0", default)).Should().NotBeNull();
    }

    [StoreFact]
    public async Task UnreadableTurn_FailsItsReaderOnly()
    {
        await WriteOpenAsync(Id.ToString(), "{");

        await Turns.Awaiting(turns => turns.FindAsync(Id).WaitAsync(TimeSpan.FromSeconds(10))).Should().ThrowAsync<JsonException>();
        (await Turns.FindAsync(Other).WaitAsync(TimeSpan.FromSeconds(10))).Should().BeNull();
    }

    [StoreFact]
    public async Task UnreadableTurnThatIsPutAside_IsKeptForGood_AndMakesRoomForTheNext()
    {
        await WriteOpenAsync(Id.ToString(), "{");
        await Turns.Awaiting(turns => turns.FindAsync(Id)).Should().ThrowAsync<JsonException>();

        await Turns.PutAsideAsync(Id, "bad1");

        (await Turns.FindAsync(Id)).Should().BeNull();
        await Turns.SaveAsync(Id, Turn);
        (await Turns.FindAsync(Id)).Should().BeEquivalentTo(Turn);
        (await OpenAsync()).Should().Equal("t1");
        (await Turns.FindEndedAsync("bad1", default)).Should().BeNull("it is no turn");
        Clock.Advance(TimeSpan.FromDays(31));
        for (int i = 0; i < 100; i++)
        {
            await Turns.EndAsync(Other, Turn with { Id = $"new{i}" }, TurnEnd.Answered, next: null);
        }

        (await ReadEndedAsync("bad1")).Should().Be($"{Id} Unreadable {{");
    }

    [StoreFact]
    public async Task RowThatIsNoTurn_IsUnreadable()
    {
        await WriteOpenAsync(Id.ToString(), "{}");

        await Turns.Awaiting(turns => turns.FindAsync(Id)).Should().ThrowAsync<JsonException>();
    }

    private async Task<IEnumerable<string>> OpenAsync() => (await Turns.ListAsync(new TurnFilter(State: null, 10), default)).Select(record => record.Turn.Id);
}
