using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using NSubstitute;

namespace GptMessenger.Application.Tests.Conversations;

/// <summary>A person steps in without writing a word, and leaves again.</summary>
public sealed class PauseTests : IDisposable
{
    private static readonly DateTimeOffset Until = Known.Now.AddMinutes(30);

    private readonly Bot _bot = new();

    [Fact]
    public async Task Paused_SurvivesARestart()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        await _bot.AnswerToTheEndAsync();
        await _bot.PauseAsync(Until);
        _bot.Restart();

        (await _bot.AcceptAsync(Known.Message("m2"))).Should().Be(Receipt.StoredForPerson);
        _bot.Open.Should().BeNull();
    }

    [Fact]
    public async Task PausedBeforeTheFirstWord_SurvivesARestart()
    {
        await _bot.PauseAsync(Until);
        _bot.Restart();

        (await _bot.AcceptAsync(Known.Message("m1"))).Should().Be(Receipt.StoredForPerson);
        _bot.StoredKeys.Should().Equal("m1");
    }

    [Fact]
    public async Task PausedTwice_WritesTheEmptyConversationOnce()
    {
        await _bot.PauseAsync(Until);
        await _bot.PauseAsync(Until.AddMinutes(5));

        _bot.Calls.Should().Equal("read", "write", "pause", "pause");
        _bot.PausedUntil.Should().Be(Until.AddMinutes(5));
    }

    [Fact]
    public async Task PausedWhileSomebodyElseWritesTheFile_KeepsTheirs()
    {
        _bot.Writes.Enqueue(() => _bot.WrittenByOthers(Known.Message("m1")));

        await _bot.PauseAsync(Until);

        _bot.StoredKeys.Should().Equal("m1");
        _bot.PausedUntil.Should().Be(Until);
    }

    [Fact]
    public async Task OpenTurn_IsHandedOver()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        await _bot.PauseAsync(Until);

        await _bot.AnswerToTheEndAsync();

        _bot.Asked.Should().BeEmpty();
        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(TurnEnd.HandedOver);
    }

    [Fact]
    public async Task TurnThatWaitsForItsNextTry_IsHandedOverAtOnce()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(_ => Task.FromResult(new SendResult(SendVerdict.Wait, RetryAfter: TimeSpan.FromHours(2))));
        (await _bot.AnswerAsync()).Should().Be(Known.Now.AddHours(2));

        await _bot.PauseAsync(Until);

        (await _bot.AnswerAsync()).Should().BeNull();
        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(TurnEnd.HandedOver);
    }

    [Fact]
    public async Task PausedWhileASendIsRefused_IsHandedOverInsteadOfWaiting()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(async _ =>
        {
            await _bot.PauseAsync(Until);
            return new SendResult(SendVerdict.Wait, RetryAfter: TimeSpan.FromHours(2));
        });

        (await _bot.AnswerAsync()).Should().BeNull();
        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(TurnEnd.HandedOver);
    }

    [Fact]
    public async Task Resumed_AnswersWhatComesNowAndNotWhatCameMeanwhile()
    {
        await _bot.PauseAsync(Until);
        await _bot.AcceptAsync(Known.Message("m1", "for Ann"));
        await _bot.PauseAsync(null);
        _bot.Restart();

        (await _bot.AcceptAsync(Known.Message("m2", "for the bot"))).Should().Be(Receipt.Stored);
        await _bot.AnswerToTheEndAsync();

        _bot.Asked.Should().ContainSingle().Which.User.Should().EndWith("Customer Message: for the bot");
    }

    [Fact]
    public async Task UnreadableFile_IsPausedAllTheSame()
    {
        _bot.Store.ReadAsync(Known.Conversation, default).ReturnsForAnyArgs<StoredConversation>(_ => throw new UnreadableFileException("the file", "broken"));

        await _bot.PauseAsync(Until);

        _bot.PausedUntil.Should().Be(Until);
    }

    [Fact]
    public async Task Commands_GoToTheConversationsDoor()
    {
        var (pages, inbox) = (Substitute.For<Application.Pages.IConnectedPages>(), Substitute.For<IConversationInbox>());
        pages.Find(Channel.Facebook, Known.Conversation.Page).Returns(Known.Page);
        var pause = new PauseBotHandler(pages, inbox, new ReplyOptions(), _bot.Clock);
        var stranger = ConversationId.TryParse("tenant-2/facebook/100/900", out var id) ? id : throw new InvalidOperationException();

        (await pause.Handle(new PauseBot(Known.Conversation, 5), default)).Should().Be(Known.Now.AddMinutes(5));
        (await pause.Handle(new PauseBot(Known.Conversation, null), default)).Should().Be(Known.Now.AddMinutes(60));
        (await pause.Handle(new PauseBot(stranger, 5), default)).Should().BeNull();
        (await new ResumeBotHandler(pages, inbox).Handle(new ResumeBot(Known.Conversation), default)).Should().BeTrue();
        (await new ResumeBotHandler(pages, inbox).Handle(new ResumeBot(stranger), default)).Should().BeFalse();

        inbox.ReceivedCalls().Select(call => call.GetArguments()[1]).Should().Equal(Known.Now.AddMinutes(5), Known.Now.AddMinutes(60), null);
    }

    public void Dispose() => _bot.Dispose();
}
