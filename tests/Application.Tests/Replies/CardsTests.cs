using GptMessenger.Application.Replies;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Application.Tests.Replies;

/// <summary>Cards never come twice, never cost the text before them, and never hold a conversation up for long.</summary>
public sealed class CardsTests : IDisposable
{
    private const string Cards = Carded.Cards;

    private readonly Bot _bot = new();

    [Fact]
    public async Task ProductsThatTheAnswerNames_FollowItAsOneMessage()
    {
        _bot.Products = Goods.Matches(count: 3, matched: 2, total: 3);
        _bot.Answer = (_, _) => throw new LlmUnavailableException("down");
        await _bot.AcceptAsync(Known.Message("m1"));

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().HaveCount(2).And.EndWith("[Shoe 1, Shoe 2]");
        _bot.StoredKeys.Should().Equal("m1", "r1", "r2");
        _bot.Stored.Events[^1].ShownProducts.Should().Equal("Shoe 1", "Shoe 2");
        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(TurnEnd.Answered);
    }

    [Fact]
    public async Task SentenceThatIsAlwaysTheSame_ComesAlone()
    {
        _bot.Products = Goods.Matches(count: 3, matched: 2, total: 3);
        await _bot.AcceptAsync(Known.Picture("m1"));

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().ContainSingle();
    }

    [Fact]
    public async Task SplitText_ComesInOrder_AndTheCardsAreItsLastPart()
    {
        Carded.Decided(_bot, "one", "two");
        var tried = new List<string>();
        _bot.Sends.Enqueue(NotedAsync);
        _bot.Sends.Enqueue(NotedAsync);
        _bot.Sends.Enqueue(NotedAsync);

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().Equal("one", "two", Cards);
        tried.Should().Equal("gptm:t1:0", "gptm:t1:1", "gptm:t1:2");

        Task<SendResult> NotedAsync(ReplyPart part)
        {
            tried.Add(part.Metadata);
            return Carded.SentAsync(part);
        }
    }

    [Theory]
    [InlineData(SendVerdict.Refused)]
    [InlineData(SendVerdict.PersonUnreachable)]
    [InlineData(SendVerdict.WindowClosed)]
    public async Task RefusedCards_LeaveTheTextAsTheAnswer(SendVerdict verdict)
    {
        Carded.Decided(_bot, "one");
        _bot.Sends.Enqueue(Carded.SentAsync);
        _bot.Sends.Enqueue(_ => Task.FromResult(new SendResult(verdict, Error: "100: bad image")));

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().Equal("one", Cards);
        _bot.StoredKeys.Should().Equal("m1", "mid of gptm:t1:0");
        ShouldBeAnsweredWithout($"{verdict}: 100: bad image");
    }

    [Fact]
    public async Task RefusedText_IsADeadLetterWithItsCards()
    {
        Carded.Decided(_bot, "one");
        _bot.Sends.Enqueue(_ => Task.FromResult(new SendResult(SendVerdict.Refused, Error: "100: no")));

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().Equal("one");
        var (turn, end) = _bot.Closed.Should().ContainSingle().Subject;
        (turn.Parts.Count, end.State).Should().Be((2, TurnState.DeadLetter));
    }

    [Fact]
    public async Task CardsRefusedForNow_AreTriedAgainSoon()
    {
        Carded.Decided(_bot, "one");
        _bot.Sends.Enqueue(Carded.SentAsync);
        _bot.Sends.Enqueue(_ => Task.FromResult(new SendResult(SendVerdict.Wait, RetryAfter: TimeSpan.FromMinutes(1))));
        _bot.Sends.Enqueue(Carded.SentAsync);

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().Equal("one", Cards, Cards);
        _bot.StoredKeys.Should().Equal("m1", "mid of gptm:t1:0", "mid of gptm:t1:1");
    }

    [Theory]
    [InlineData(SendVerdict.Wait)]
    [InlineData(SendVerdict.Retry)]
    [InlineData(SendVerdict.Reauthorize)]
    [InlineData(SendVerdict.PageStopped)]
    public async Task CardsRefusedForMinutes_HoldUpNobody(SendVerdict verdict)
    {
        Carded.Decided(_bot, "one");
        _bot.Sends.Enqueue(Carded.SentAsync);
        for (int i = 0; i < 9; i++)
        {
            _bot.Sends.Enqueue(_ => Task.FromResult(new SendResult(verdict, Error: "later")));
        }

        await _bot.AnswerToTheEndAsync();

        _bot.Clock.GetUtcNow().Should().BeBefore(Known.Now.AddMinutes(5));
        ShouldBeAnsweredWithout($"{verdict}: later");
        _bot.StoredKeys.Should().Equal("m1", "mid of gptm:t1:0");
    }

    [Fact]
    public async Task CrashBetweenTextAndCards_ResumesWithTheCards()
    {
        Carded.Decided(_bot, "one");
        _bot.Open = _bot.Open!.WithPart(_bot.Open.Parts[0] with { TriedAt = Known.Now, Tries = 1, Mid = "r-one" });
        _bot.Restart();
        _bot.Clock.Advance(TimeSpan.FromSeconds(50));

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().Equal(Cards);
        _bot.StoredKeys.Should().Equal("m1", "r-one", "r1");
    }

    [Fact]
    public async Task AnHourAfterTheText_IsTooLateForCards()
    {
        Carded.Decided(_bot, "one");
        _bot.Open = _bot.Open!.WithPart(_bot.Open.Parts[0] with { TriedAt = Known.Now, Tries = 1, Mid = "r-one" });
        _bot.Restart();
        _bot.Clock.Advance(TimeSpan.FromHours(1));

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().BeEmpty();
        ShouldBeAnsweredWithout("They could not be sent soon enough after their text.");
    }

    [Fact]
    public async Task PersonWhoTakesOverAfterTheText_KeepsTheCardsBack()
    {
        Carded.Decided(_bot, "one");
        _bot.Sends.Enqueue(async part =>
        {
            await _bot.AcceptAsync(Known.Echo("e1"));
            return await Carded.SentAsync(part);
        });

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().Equal("one");
        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(TurnEnd.HandedOver);
        _bot.StoredKeys.Should().Equal("m1", "e1", "mid of gptm:t1:0");
    }

    [Fact]
    public async Task CustomerWhoGoesOnAfterTheText_GetsTheCardsAndThenTheNextAnswer()
    {
        Carded.Decided(_bot, "one");
        _bot.Sends.Enqueue(async part =>
        {
            await _bot.AcceptAsync(Known.Message("m2", "And socks?"));
            return await Carded.SentAsync(part);
        });
        _bot.Sends.Enqueue(Carded.SentAsync);

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().StartWith(["one", Cards]).And.HaveCount(3);
        _bot.Closed.Should().HaveCount(2).And.OnlyContain(closed => closed.End == TurnEnd.Answered);
    }

    [Fact]
    public async Task PersonsCards_PauseTheBot()
    {
        await _bot.AcceptAsync(Carded.Echo("e1", metadata: null, appId: "263902037430900"));

        _bot.PausedUntil.Should().NotBeNull();
        _bot.StoredKeys.Should().Equal("e1");
    }

    public void Dispose() => _bot.Dispose();

    private void ShouldBeAnsweredWithout(string reason) => Carded.ShouldBeAnsweredWithout(_bot, reason);
}
