using GptMessenger.Application.Replies;
using GptMessenger.Domain.Replies;
using NSubstitute;

namespace GptMessenger.Application.Tests.Replies;

public sealed class HandoverTests : IDisposable
{
    private readonly Bot _bot = new();

    [Fact]
    public async Task PersonWritesWhileTheModelThinks_NothingIsSent()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Answer = async (_, _) =>
        {
            await _bot.AcceptAsync(Known.Echo("e1"));
            return new Completion("too late", null, null);
        };

        (await _bot.AnswerAsync()).Should().BeNull();

        _bot.Sent.Should().BeEmpty();
        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(TurnEnd.HandedOver);
    }

    [Fact]
    public async Task PageIsPaused_TheModelIsNotAsked_UntilItGoesOn()
    {
        _bot.PagePauses.SinceAsync(Known.Page, Arg.Any<CancellationToken>()).Returns(Known.Now);
        await _bot.AcceptAsync(Known.Message("m1"));
        (await _bot.AnswerAsync()).Should().BeNull();
        _bot.Calls.Should().NotContain("ask");
        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(TurnEnd.HandedOver);

        _bot.PagePauses.SinceAsync(Known.Page, Arg.Any<CancellationToken>()).Returns((DateTimeOffset?)null);
        await _bot.AcceptAsync(Known.Message("m2"));
        await _bot.AnswerAsync();
        _bot.Sent.Should().ContainSingle();
    }

    [Fact]
    public async Task PersonWritesWhileARetryIsPending_NothingMoreIsSent()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Sends.Enqueue(_ => Task.FromResult(new SendResult(SendVerdict.Retry, Error: "busy")));
        await _bot.AnswerAsync();

        await _bot.AcceptAsync(Known.Echo("e1"));
        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().ContainSingle();
        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(TurnEnd.HandedOver);
        _bot.StoredKeys.Should().Equal("m1", "e1");
    }

    [Fact]
    public async Task PersonWritesBetweenTwoParts_OnlyTheFirstIsSentAndKept()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Answer = (_, _) => Task.FromResult(new Completion($"{new string('a', 1900)}. {new string('b', 1900)}.", null, null));
        _bot.Sends.Enqueue(async _ =>
        {
            await _bot.AcceptAsync(Known.Echo("e1"));
            return new SendResult(SendVerdict.Sent, "r1");
        });

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().ContainSingle();
        _bot.StoredKeys.Should().Equal("m1", "e1", "r1");
    }

    [Fact]
    public async Task PersonWritesWhileTheTryIsRecorded_NothingIsSent()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Ledger.SaveAsync(Known.Conversation, null!, default).ReturnsForAnyArgs(async _ => await _bot.AcceptAsync(Known.Echo("e1")), _ => Task.CompletedTask);

        await _bot.AnswerToTheEndAsync();

        _bot.Sent.Should().BeEmpty();
    }

    [Fact]
    public async Task StandbyWhileTheModelThinks_SendsNothing()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        _bot.Answer = async (_, _) =>
        {
            await _bot.AcceptAsync(Known.Message("s1", isStandby: true));
            return new Completion("too late", null, null);
        };

        (await _bot.AnswerAsync()).Should().BeNull();

        _bot.Sent.Should().BeEmpty();
        _bot.Closed.Should().ContainSingle().Which.End.Should().Be(TurnEnd.HandedOver);
    }

    [Fact]
    public async Task StandbyWhileTheTryIsRecorded_LeavesTheTryInTheLedger()
    {
        await _bot.AcceptAsync(Known.Message("m1"));
        bool isFirst = true;
        _bot.Ledger.SaveAsync(Known.Conversation, null!, default).ReturnsForAnyArgs(async call =>
        {
            _bot.Open = call.Arg<Turn>();
            if (isFirst)
            {
                isFirst = false;
                await _bot.AcceptAsync(Known.Message("s1", isStandby: true));
            }
        });
        bool? isTryKnown = null;
        _bot.Sends.Enqueue(_ =>
        {
            isTryKnown = _bot.Open!.Parts[0].IsInDoubt;
            return Task.FromResult(new SendResult(SendVerdict.Sent, "r1"));
        });

        await _bot.AnswerToTheEndAsync();

        isTryKnown.Should().BeTrue("a crash right after the send would have it sent twice");
    }

    public void Dispose() => _bot.Dispose();
}
