using GptMessenger.Application.Conversations;
using NSubstitute;

namespace GptMessenger.Application.Tests.Conversations;

public sealed class AcceptEchoTests : IDisposable
{
    private readonly Bot _bot = new();

    [Fact]
    public async Task PersonsEchoWhileTheStoreIsSlow_PausesAtOnce()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        var written = new TaskCompletionSource();
        _bot.Pause.SetAsync(Known.Conversation, default, CancellationToken.None).ReturnsForAnyArgs(written.Task);

        var accepting = _bot.AcceptAsync(Known.Echo("h1", metadata: null, appId: "263902037430900"));

        _bot.Desk.IsPaused(Known.Now).Should().BeTrue();
        written.SetResult();
        await accepting;
    }

    [Fact]
    public async Task OurEcho_ConfirmsThePartAndIsNotStored()
    {
        await TurnWithTriedPart();

        (await _bot.AcceptAsync(Known.Echo("r1", _bot.Desk.Turn!.Parts[0].Metadata, appId: "42"))).Should().Be(Receipt.Confirmed);

        _bot.Open!.Parts[0].Mid.Should().Be("r1");
        _bot.StoredKeys.Should().Equal("m1");
        _bot.PausedUntil.Should().BeNull();
    }

    [Fact]
    public async Task OurEchoTwice_ChangesNothing()
    {
        await TurnWithTriedPart();
        var echo = Known.Echo("r1", _bot.Desk.Turn!.Parts[0].Metadata, appId: "42");
        await _bot.AcceptAsync(echo);
        _bot.Calls.Clear();

        (await _bot.AcceptAsync(echo)).Should().Be(Receipt.Confirmed);

        _bot.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task OurEchoOfAnEndedTurn_StoresWhatTheCustomerHasRead()
    {
        _bot.WrittenByOthers(Known.Message("m1"), Known.Reply("r1"));

        (await _bot.AcceptAsync(Known.Echo("r1", "gptm:old:0"))).Should().Be(Receipt.Confirmed);
        (await _bot.AcceptAsync(Known.Echo("r2", "gptm:old:1"))).Should().Be(Receipt.Stored);

        _bot.StoredKeys.Should().Equal("m1", "r1", "r2");
        _bot.PausedUntil.Should().BeNull();
    }

    [Theory]
    [InlineData("263902037430900")]
    [InlineData("26390203743090")]
    [InlineData("1217981644879628")]
    [InlineData(null)]
    public async Task PersonsEcho_IsStoredAndPausesTheBot(string? appId)
    {
        (await _bot.AcceptAsync(Known.Echo("e1", appId: appId))).Should().Be(Receipt.StoredForPerson);

        _bot.Calls.Should().Equal("read", "pause", "write");
        _bot.PausedUntil.Should().Be(Known.Now.AddMinutes(60));
        _bot.Desk.IsPaused(Known.Now.AddMinutes(59)).Should().BeTrue();
        _bot.Desk.IsPaused(Known.Now.AddMinutes(60)).Should().BeFalse();
    }

    [Fact]
    public async Task PersonsEchoWithForeignMetadata_PausesTheBot()
    {
        await _bot.AcceptAsync(Known.Echo("e1", metadata: "outbox:0001", appId: "7"));

        _bot.PausedUntil.Should().NotBeNull();
    }

    [Fact]
    public async Task PersonsNextEcho_RenewsThePauseAndARepeatDoesNot()
    {
        await _bot.AcceptAsync(Known.Echo("e1"));
        _bot.Clock.Advance(TimeSpan.FromMinutes(30));
        await _bot.AcceptAsync(Known.Echo("e2"));
        _bot.Clock.Advance(TimeSpan.FromMinutes(30));

        (await _bot.AcceptAsync(Known.Echo("e2"))).Should().Be(Receipt.Duplicate);

        _bot.PausedUntil.Should().Be(Known.Now.AddMinutes(90));
    }

    [Fact]
    public async Task EchoOfOurAppWithoutMetadata_IsNoPerson()
    {
        await _bot.AcceptAsync(Known.Echo("e1", metadata: null, appId: "42"));

        _bot.PausedUntil.Should().BeNull();
        _bot.StoredKeys.Should().Equal("e1");
    }

    [Fact]
    public async Task PersonsEchoDuringALongerPause_DoesNotShortenIt()
    {
        await _bot.PauseAsync(Known.Now.AddDays(1));

        await _bot.AcceptAsync(Known.Echo("e1"));

        _bot.PausedUntil.Should().Be(Known.Now.AddDays(1));
        _bot.Desk.PausedUntil.Should().Be(Known.Now.AddDays(1));
    }

    public void Dispose() => _bot.Dispose();

    private async Task TurnWithTriedPart()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        var turn = _bot.Desk.Turn!.WithReply(["Yes."], "m1");
        _bot.Desk.Turn = turn.WithPart(turn.Parts[0] with { TriedAt = Known.Now, Tries = 1 });
    }
}
