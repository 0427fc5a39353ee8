using GptMessenger.Application.Inbox;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace GptMessenger.Application.Tests.Inbox;

/// <summary>A person of the shop answers through the product.</summary>
public sealed class PersonAnswerTests : IDisposable
{
    private readonly Bot _bot = new();
    private readonly IPersonAnswers _answers = Substitute.For<IPersonAnswers>();
    private readonly List<ReplyPart> _tried = [];
    private PersonAnswer? _kept;

    public PersonAnswerTests()
    {
        _answers.FindAsync(Known.Conversation, "", default).ReturnsForAnyArgs(call => Task.FromResult(_kept?.Id == call.Arg<string>() ? _kept : null));
        _answers.SaveAsync(Known.Conversation, null!, default).ReturnsForAnyArgs(call =>
        {
            _kept = call.Arg<PersonAnswer>() with { Version = "v" };
            return Task.FromResult(_kept);
        });
        _bot.Messenger.When(messenger => messenger.SendAsync(Known.Conversation, Arg.Any<ReplyPart>(), Arg.Any<CancellationToken>())).Do(call => _tried.Add(call.Arg<ReplyPart>()));
    }

    public void Dispose() => _bot.Dispose();

    [Fact]
    public async Task Answer_IsSentOnce_StoredAsAPersons_AndSilencesTheBot()
    {
        await _bot.AcceptAsync(Known.Message("m1"));

        var result = await AnswerAsync("Hello, Ann here.");

        result.Should().Be(new PersonAnswerResult(PersonAnswerOutcome.Sent, PausedUntil: Known.Now.AddHours(1)));
        _bot.PausedUntil.Should().Be(Known.Now.AddHours(1));
        var stored = _bot.Stored.Events[^1];
        (stored.Kind, stored.Text, stored.Mid, Speakers.Of(stored, "42")).Should().Be((EventKind.Echo, "Hello, Ann here.", "r1", Speaker.Person));
        _tried.Should().ContainSingle().Which.IsByHumanAgent.Should().BeFalse();

        (await AnswerAsync("Hello, Ann here.")).Outcome.Should().Be(PersonAnswerOutcome.Sent);
        _tried.Should().ContainSingle("the second click is the same answer");
        await _bot.AnswerToTheEndAsync();
        _bot.Sent.Should().Equal("Hello, Ann here.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EchoOfIt_IsNeverStoredTwice(bool comesFirst)
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        var echo = Known.Echo("r1", "gptm:person-answer-1:0", appId: "42", text: "Hello");
        if (comesFirst)
        {
            _bot.Sends.Enqueue(async _ =>
            {
                await _bot.AcceptAsync(echo);
                return new SendResult(SendVerdict.Sent, "r1");
            });
        }

        await AnswerAsync("Hello");
        await _bot.AcceptAsync(echo);

        _bot.StoredKeys.Should().Equal("m1", "r1");
        Speakers.Of(_bot.Stored.Events[^1], "42").Should().Be(Speaker.Person);
    }

    [Theory]
    [InlineData(23.9, false, PersonAnswerOutcome.Sent)]
    [InlineData(24.1, true, PersonAnswerOutcome.Sent)]
    [InlineData(167.9, true, PersonAnswerOutcome.Sent)]
    [InlineData(168.1, false, PersonAnswerOutcome.WindowClosed)]
    public async Task Windows_DecideHowAndWhether(double hours, bool isByHumanAgent, PersonAnswerOutcome outcome)
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        await _bot.AnswerToTheEndAsync();
        _tried.Clear();
        _bot.Clock.Advance(TimeSpan.FromHours(hours) - (_bot.Clock.GetUtcNow() - Known.Now));

        (await AnswerAsync("Hello")).Outcome.Should().Be(outcome);

        _tried.Select(part => part.IsByHumanAgent).Should().Equal(outcome == PersonAnswerOutcome.Sent ? [isByHumanAgent] : []);
    }

    [Fact]
    public async Task LongText_IsSplitAsTheBotsIs()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        string text = string.Join(' ', Enumerable.Repeat("A sentence.", 300));

        await AnswerAsync(text);

        _bot.Sent.Should().Equal(ReplyText.Split(text));
        _bot.Stored.Events.Should().HaveCount(1 + ReplyText.Split(text).Count);
    }

    [Fact]
    public async Task UnclearOutcome_IsLookedForTwice_BeforeItIsSentOnceMore()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(_ => Task.FromResult(new SendResult(SendVerdict.InDoubt, Error: "no answer")));

        (await AnswerAsync("Hello")).Outcome.Should().Be(PersonAnswerOutcome.InDoubt);
        (await AnswerAsync("Hello")).Outcome.Should().Be(PersonAnswerOutcome.InDoubt, "its echo is waited for");
        _bot.Clock.Advance(TimeSpan.FromSeconds(11));
        (await AnswerAsync("Hello")).Outcome.Should().Be(PersonAnswerOutcome.InDoubt, "one look proves little");
        _tried.Should().ContainSingle();
        (await AnswerAsync("Hello")).Outcome.Should().Be(PersonAnswerOutcome.Sent);

        _tried.Should().HaveCount(2);
        _bot.Calls.Count(call => call == "look").Should().Be(2);
    }

    [Fact]
    public async Task UnclearOutcome_ThatIsFoundInTheThread_IsNotSentAgain()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(_ => Task.FromResult(new SendResult(SendVerdict.InDoubt)));
        await AnswerAsync("Hello");
        _bot.Clock.Advance(TimeSpan.FromSeconds(11));
        _bot.Looks.Enqueue(new LookResult("found", CouldLook: true));

        (await AnswerAsync("Hello")).Outcome.Should().Be(PersonAnswerOutcome.Sent);

        _tried.Should().ContainSingle();
        _bot.StoredKeys.Should().Equal("m1", "found");
    }

    [Fact]
    public async Task CrashBehindTheSend_IsRecognisedByTheEcho()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(_ => throw new InvalidOperationException("the process dies"));
        await FluentActions.Awaiting(() => AnswerAsync("Hello")).Should().ThrowAsync<InvalidOperationException>();
        _bot.Restart();
        await _bot.AcceptAsync(Known.Echo("r1", "gptm:person-answer-1:0", appId: "42", text: "Hello"));

        (await AnswerAsync("Hello")).Outcome.Should().Be(PersonAnswerOutcome.Sent);

        _tried.Should().ContainSingle();
        _bot.StoredKeys.Should().Equal("m1", "r1");
    }

    [Fact]
    public async Task Refusals_AreSaid_AndNothingIsStored()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(_ => Task.FromResult(new SendResult(SendVerdict.PersonUnreachable, Error: "(#551)")));
        (await AnswerAsync("Hello")).Should().BeEquivalentTo(new { Outcome = PersonAnswerOutcome.Refused, Reason = "(#551)" });
        _bot.Sends.Enqueue(_ => Task.FromResult(new SendResult(SendVerdict.Wait, Error: "slow down")));
        (await AnswerAsync("Hello")).Outcome.Should().Be(PersonAnswerOutcome.NotNow);

        _bot.StoredKeys.Should().Equal("m1");
    }

    [Fact]
    public async Task AnotherTextUnderTheSameId_IsRefused()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        await AnswerAsync("Hello");

        (await AnswerAsync("Good bye")).Outcome.Should().Be(PersonAnswerOutcome.Refused);

        _tried.Should().ContainSingle();
    }

    [Fact]
    public async Task CustomerWhoNeverWrote_CannotBeAnswered()
    {
        (await AnswerAsync("Hello")).Outcome.Should().Be(PersonAnswerOutcome.NoConversation);

        _tried.Should().BeEmpty();
    }

    private Task<PersonAnswerResult> AnswerAsync(string text) =>
        new SendPersonAnswerHandler(_bot.File, _bot.Pause, _answers, new PersonSender(_answers, _bot.Messenger, _bot.Clock, NullLogger<PersonSender>.Instance), _bot.Options, _bot.Clock)
            .Handle(new SendPersonAnswer(_bot.Desk, "answer-1", text), CancellationToken.None);
}
