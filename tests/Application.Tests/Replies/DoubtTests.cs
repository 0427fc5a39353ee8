using GptMessenger.Application.Replies;
using GptMessenger.Domain.Replies;
using NSubstitute;

namespace GptMessenger.Application.Tests.Replies;

public sealed class DoubtTests : IDisposable
{
    private readonly Bot _bot = new();

    [Fact]
    public async Task InDoubt_WaitsForTheEchoAndIsConfirmedByIt()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(InDoubt);

        (await _bot.AnswerAsync()).Should().Be(Known.Now.AddSeconds(10));
        await _bot.AcceptAsync(Known.Echo("r-echo", _bot.Desk.Turn!.Parts[0].Metadata, appId: "42"));
        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().ContainSingle();
        _bot.Calls.Should().NotContain("look");
        _bot.StoredKeys.Should().Equal("m1", "r-echo");
    }

    [Fact]
    public async Task InDoubt_LooksTwiceAndSendsOnceMore()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(InDoubt);
        _bot.Calls.Clear();

        (await _bot.AnswerAsync()).Should().Be(Known.Now.AddSeconds(10));
        _bot.MoveTo(Known.Now.AddSeconds(9));
        (await _bot.AnswerAsync()).Should().Be(Known.Now.AddSeconds(10));
        _bot.Calls.Should().NotContain("look");
        _bot.MoveTo(Known.Now.AddSeconds(10));
        (await _bot.AnswerAsync()).Should().Be(Known.Now.AddSeconds(25));
        _bot.Sent.Should().ContainSingle();
        _bot.MoveTo(Known.Now.AddSeconds(25));
        (await _bot.AnswerAsync()).Should().BeNull();

        _bot.Calls.Where(call => call is "look" || call.StartsWith("send", StringComparison.Ordinal)).Should().SatisfyRespectively(
            first => first.Should().StartWith("send"), second => second.Should().Be("look"), third => third.Should().Be("look"), last => last.Should().StartWith("send"));
        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(TurnEnd.Answered);
    }

    [Fact]
    public async Task InDoubtTwice_EndsAsADeadLetter()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(InDoubt);
        _bot.Sends.Enqueue(InDoubt);

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().HaveCount(2);
        _bot.Calls.Count(call => call == "look").Should().Be(4);
        _bot.Closed.Should().ContainSingle().Which.End.State.Should().Be(TurnState.DeadLetter);
        _bot.StoredKeys.Should().Equal("m1");
    }

    [Fact]
    public async Task InDoubtAndFoundInTheThread_IsNotSentAgain()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(InDoubt);
        _bot.Looks.Enqueue(LookResult.NotThere);
        _bot.Looks.Enqueue(new LookResult("r-found", CouldLook: true));

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().ContainSingle();
        _bot.StoredKeys.Should().Equal("m1", "r-found");
    }

    [Fact]
    public async Task ThreadThatCannotBeRead_ProvesNothing()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(InDoubt);
        for (int i = 0; i < 5; i++)
        {
            _bot.Looks.Enqueue(LookResult.Unknown);
        }

        _bot.Looks.Enqueue(new LookResult("r-found", CouldLook: true));

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().ContainSingle();
        _bot.StoredKeys.Should().Equal("m1", "r-found");
    }

    [Fact]
    public async Task InDoubtOnAPageWithADeadToken_WaitsForAnotherToken_AndIsSettledThen()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(InDoubt);
        for (int i = 0; i < 40; i++)
        {
            _bot.Looks.Enqueue(LookResult.HeldBack());
        }

        _bot.Looks.Enqueue(LookResult.Unknown);
        _bot.Looks.Enqueue(new LookResult("r-found", CouldLook: true));

        await _bot.AnswerToTheEndAsync();

        _bot.Clock.GetUtcNow().Should().BeAfter(Known.Now.AddHours(3));
        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(TurnEnd.Answered);
        _bot.StoredKeys.Should().Equal("m1", "r-found");
    }

    [Fact]
    public async Task InDoubtAndHeldBack_WaitsAsLongAsGraphAsks_AndNotBeyondTheWindow()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(InDoubt);
        _bot.Looks.Enqueue(LookResult.HeldBack(TimeSpan.FromMinutes(90)));
        _bot.Looks.Enqueue(LookResult.HeldBack(TimeSpan.FromHours(30)));
        _bot.MoveTo((await _bot.AnswerAsync())!.Value);

        (await _bot.AnswerAsync()).Should().Be(Known.Now.AddSeconds(10).AddMinutes(90));
        await _bot.AnswerToTheEndAsync();

        var (_, end) = _bot.Closed.Should().ContainSingle().Subject;
        (end.State, end.Reason).Should().Be((TurnState.DeadLetter, "The page could not be asked before its 24 hours were over, so nobody knows whether the reply arrived."));
    }

    [Fact]
    public async Task InDoubtAndHeldBackWhileAPersonHasTheConversation_IsThePersons()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(InDoubt);
        _bot.Looks.Enqueue(LookResult.HeldBack());
        _bot.MoveTo((await _bot.AnswerAsync())!.Value);
        await _bot.AcceptAsync(Known.Echo("e1"));

        (await _bot.AnswerAsync()).Should().BeNull();

        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(TurnEnd.HandedOver);
    }

    [Fact]
    public async Task EchoDuringTheSend_IsNotUndoneByItsAnswer()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(async part =>
        {
            await _bot.AcceptAsync(Known.Echo("r-echo", part.Metadata, appId: "42"));
            return new SendResult(SendVerdict.InDoubt, Error: "timeout");
        });

        (await _bot.AnswerAsync()).Should().BeNull();

        _bot.StoredKeys.Should().Equal("m1", "r-echo");
    }

    [Fact]
    public async Task EchoWhileTheSecondTryIsRecorded_StopsIt()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(InDoubt);
        await _bot.AnswerAsync();
        _bot.MoveTo(Known.Now.AddSeconds(10));
        await _bot.AnswerAsync();
        _bot.MoveTo(Known.Now.AddSeconds(25));
        string metadata = _bot.Desk.Turn!.Parts[0].Metadata;
        _bot.Ledger.SaveAsync(Known.Conversation, null!, default).ReturnsForAnyArgs(
            async _ => await _bot.AcceptAsync(Known.Echo("r-echo", metadata, appId: "42")), _ => Task.CompletedTask);

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().ContainSingle();
        _bot.StoredKeys.Should().Equal("m1", "r-echo");
    }

    public void Dispose() => _bot.Dispose();

    private static Task<SendResult> InDoubt(ReplyPart part) => Task.FromResult(new SendResult(SendVerdict.InDoubt, Error: "timeout"));
}
