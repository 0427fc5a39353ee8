using GptMessenger.Application.Inbox;
using NSubstitute;

namespace GptMessenger.Application.Tests.Inbox;

/// <summary>When Meta is asked for a customer's name, and what the inbox makes of the answer.</summary>
public sealed class NameTests : IDisposable
{
    private readonly Bot _bot = new();
    private readonly ICustomerProfiles _profiles = Substitute.For<ICustomerProfiles>();

    public void Dispose() => _bot.Dispose();

    [Fact]
    public async Task Name_IsAskedForOnce_AndAgainAfterAWeek()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        await AskAsync(new NameAnswer(NameVerdict.Shown, "Zoë Müller"));
        await AskAsync(new NameAnswer(NameVerdict.Shown, "somebody else"));

        _bot.Row!.CustomerName.Should().Be("Zoë Müller");
        _bot.Row.Searched.Should().Contain("zoë müller");
        await AskedAsync(times: 1);

        _bot.Clock.Advance(TimeSpan.FromDays(7));
        await AskAsync(new NameAnswer(NameVerdict.Shown, "Zoë Meier"));
        _bot.Row!.CustomerName.Should().Be("Zoë Meier");
    }

    [Fact]
    public async Task ProfileThatIsNotShown_IsNotAskedForAtEveryMessage_AndTakesNoNameAway()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        await AskAsync(new NameAnswer(NameVerdict.NotShown));
        await _bot.AcceptAsync(Known.Message("m2"));
        await AskAsync(new NameAnswer(NameVerdict.NotShown));
        await AskedAsync(times: 1);

        _bot.Clock.Advance(TimeSpan.FromDays(7));
        await AskAsync(new NameAnswer(NameVerdict.Shown, "Zoë"));
        _bot.Clock.Advance(TimeSpan.FromDays(7));
        await AskAsync(new NameAnswer(NameVerdict.NotShown));
        _bot.Row!.CustomerName.Should().Be("Zoë");
    }

    [Fact]
    public async Task QuestionWithoutAnAnswer_IsAskedAgainAfterAnHour_AndOneThatWasHeldBackWithTheNextChange()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        await AskAsync(new NameAnswer(NameVerdict.HeldBack));
        await AskAsync(new NameAnswer(NameVerdict.Failed));
        _bot.Clock.Advance(TimeSpan.FromMinutes(59));
        await AskAsync(new NameAnswer(NameVerdict.Shown, "Zoë"));
        await AskedAsync(times: 2);
        _bot.Row!.CustomerName.Should().BeNull();

        _bot.Clock.Advance(TimeSpan.FromMinutes(1));
        await AskAsync(new NameAnswer(NameVerdict.Shown, "Zoë"));
        _bot.Row!.CustomerName.Should().Be("Zoë");
    }

    [Fact]
    public async Task CustomerWhoHasSaidNothing_IsNotAskedFor()
    {
        await _bot.AcceptAsync(Known.Echo("e1", "x", appId: "7"));
        await AskAsync(new NameAnswer(NameVerdict.Shown, "Zoë"));
        await AskedAsync(times: 0);
    }

    [Fact]
    public async Task NoPromptHasTheName()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        await AskAsync(new NameAnswer(NameVerdict.Shown, "Zoë Müller"));
        await _bot.AnswerToTheEndAsync();

        string prompt = _bot.Model.ReceivedCalls().Select(call => call.GetArguments()[0]).OfType<GptMessenger.Application.Replies.Prompt>().Single().ToString();
        prompt.Should().NotContain("Müller");
    }

    [Theory]
    [InlineData("  Zoë \t Müller\n", "Zoë Müller")]
    [InlineData("\u202Eevil\u2066 name\u200F", "evil name")]
    [InlineData("Ana\u0000\u0007\u001B[31m", "Ana [31m")]
    [InlineData("👩\u200D🔬 Ada", "👩\u200D🔬 Ada")]
    [InlineData("\u200B\uFEFF \u202E", null)]
    [InlineData("---", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Name_LosesWhatCannotBeSeen(string? name, string? cleaned) => AskNameHandler.Cleaned(name).Should().Be(cleaned);

    [Fact]
    public void EndlessName_IsCut() => AskNameHandler.Cleaned(new string('x', 10_000))!.Length.Should().Be(80);

    [Fact]
    public void HalfACharacter_IsLeftOut() => AskNameHandler.Cleaned("Zo\ud83dë").Should().Be("Zoë");

    private async Task AskAsync(NameAnswer answer)
    {
        _profiles.AskNameAsync(Known.Conversation, default).ReturnsForAnyArgs(answer);
        await new UpdateSummaryHandler(_bot.Keeper, _bot.File).Handle(new UpdateSummary(_bot.Desk, Seen: null, MustLoad: true), default);
        await new AskNameHandler(_profiles, _bot.Keeper, _bot.Clock).Handle(new AskName(_bot.Desk), default);
    }

    private async Task AskedAsync(int times) => await _profiles.ReceivedWithAnyArgs(times).AskNameAsync(default!, default);
}
