using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Tests.Replies;

/// <summary>Cards that may have arrived are looked for as texts are, and never sent again.</summary>
public sealed class CardDoubtTests : IDisposable
{
    private const string Cards = Carded.Cards;

    private readonly Bot _bot = new();

    [Theory]
    [InlineData("template")]
    [InlineData("fallback")]
    public async Task CardsInDoubt_AreConfirmedByTheirEcho(string type)
    {
        await CardsInDoubtAsync();

        (await _bot.AcceptAsync(Carded.Echo("r-echo", "gptm:t1:1", appId: "42", type))).Should().Be(Receipt.Confirmed);
        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().Equal("one", Cards);
        _bot.Calls.Should().NotContain("look");
        _bot.StoredKeys.Should().Equal("m1", "mid of gptm:t1:0", "r-echo");
        _bot.Stored.Events[^1].Kind.Should().Be(EventKind.Reply);
        _bot.PausedUntil.Should().BeNull();
    }

    [Fact]
    public async Task CardsInDoubt_AreFoundInTheThread()
    {
        await CardsInDoubtAsync();
        _bot.Looks.Enqueue(LookResult.NotThere);
        _bot.Looks.Enqueue(new LookResult("r-found", CouldLook: true));

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().Equal("one", Cards);
        _bot.StoredKeys.Should().Equal("m1", "mid of gptm:t1:0", "r-found");
        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(TurnEnd.Answered);
    }

    [Fact]
    public async Task CardsInDoubtThatNobodyHasSeen_AreNotSentAgain()
    {
        await CardsInDoubtAsync();

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().Equal("one", Cards);
        _bot.Calls.Count(call => call == "look").Should().Be(2);
        _bot.Clock.GetUtcNow().Should().Be(Known.Now.AddSeconds(25));
        Carded.ShouldBeAnsweredWithout(_bot, "Sent 1 times without a sign that it arrived; once more could reach the customer twice.");

        // They had arrived after all.
        await _bot.AcceptAsync(Carded.Echo("r-late", "gptm:t1:1", appId: "42"));
        _bot.StoredKeys.Should().Equal("m1", "mid of gptm:t1:0", "r-late");
        _bot.PausedUntil.Should().BeNull();
    }

    [Fact]
    public async Task ThreadThatCannotBeRead_IsReadForMinutesOnly()
    {
        await CardsInDoubtAsync();
        for (int i = 0; i < 20; i++)
        {
            _bot.Looks.Enqueue(LookResult.Unknown);
        }

        await _bot.AnswerToTheEndAsync();

        _bot.Clock.GetUtcNow().Should().BeBefore(Known.Now.AddMinutes(5));
        _bot.Closed.Should().ContainSingle().Which.End.Should().Match<TurnEnd>(end => end.State == TurnState.Answered && end.Reason!.StartsWith("Without its cards: The thread could not be read"));
    }

    [Fact]
    public async Task PageThatMayNotBeAsked_IsNotWaitedFor()
    {
        await CardsInDoubtAsync();
        _bot.Looks.Enqueue(LookResult.HeldBack());

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().Equal("one", Cards);
        Carded.ShouldBeAnsweredWithout(_bot, "The page could not be asked in time, so nobody knows whether the reply arrived.");
    }

    [Fact]
    public async Task CrashAmidTheCards_SendsThemNoSecondTime()
    {
        Carded.Decided(_bot, "one");
        _bot.Open = _bot.Open!.WithPart(_bot.Open.Parts[0] with { TriedAt = Known.Now, Tries = 1, Mid = "r-one" });
        _bot.Open = _bot.Open!.WithPart(_bot.Open.Parts[1] with { TriedAt = Known.Now, Tries = 1 });
        _bot.Restart();

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().BeEmpty();
        _bot.StoredKeys.Should().Equal("m1", "r-one");
        _bot.Closed.Should().ContainSingle().Which.End.State.Should().Be(TurnState.Answered);
    }

    public void Dispose() => _bot.Dispose();

    private async Task CardsInDoubtAsync()
    {
        Carded.Decided(_bot, "one");
        _bot.Sends.Enqueue(Carded.SentAsync);
        _bot.Sends.Enqueue(_ => Task.FromResult(new SendResult(SendVerdict.InDoubt, Error: "timeout")));
        (await _bot.AnswerAsync()).Should().Be(Known.Now.AddSeconds(10));
    }
}
