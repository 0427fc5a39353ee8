using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Replies;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Application.Replies;

/// <summary>
/// Sends a turn's reply part by part. A part that may have been sent is looked for before it is sent again: first Messenger's echo is waited
/// for, then the thread is read, twice. It is sent again once at most where Graph left it open, three times where only crashes of ours did;
/// cards never are. A reply whose texts arrived is an answer, with or without its cards.
/// </summary>
internal sealed partial class ReplySender(
    IMessengerClient messenger, ITurnLedger ledger, ReplyOptions options, TimeProvider clock, ILogger<ReplySender> logger)
{
    private static readonly TimeSpan EchoTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SecondLook = TimeSpan.FromSeconds(15);

    /// <summary>Between recording a try and handing it over. Others who see the record wait longer than this before they act on it.</summary>
    private static readonly TimeSpan HandOverTime = TimeSpan.FromSeconds(5);

    private const int MaxLooks = 2;

    // A thread that cannot be read keeps the conversation waiting: after this long, and so many tries to read it, a person takes over.
    private static readonly TimeSpan ReadingTime = TimeSpan.FromMinutes(30);
    private const int MaxFailedReads = 8;

    public TurnEnd TooLate => new(TurnState.DeadLetter, $"The {options.MessagingWindow.TotalHours} hours in which an assistant may answer were over.");

    /// <summary>Messenger lets an assistant write for a day after the customer's last message, and no longer.</summary>
    public bool IsWindowOver(ConversationDesk desk) => LeftOfWindow(desk) < TimeSpan.Zero;

    /// <summary>Nothing of the turn's reply was ever tried, it was found long ago, and the customer has gone on since.</summary>
    public bool IsStale(ConversationDesk desk, Turn turn) =>
        turn.IsUntouched && desk.IsReplyOvertaken && clock.GetUtcNow() - (turn.DecidedAt ?? turn.OpenedAt) > options.ReplyKeeps;

    /// <summary>Either the turn is at its end, or it is to be taken up again at a time.</summary>
    public async Task<(TurnEnd? End, DateTimeOffset? TryAgain)> SendAsync(ConversationDesk desk)
    {
        var outcome = await SendPartsAsync(desk);
        if (outcome.End is not { State: TurnState.DeadLetter } end || !desk.Turn!.LacksOnlyCards)
        {
            return outcome;
        }

        LogWithoutCards(end.Reason);
        desk.Turn = desk.Turn.WithoutCards();
        await ledger.SaveAsync(desk.Id, desk.Turn, CancellationToken.None);
        return (TurnEnd.Answered with { Reason = $"Without its cards: {end.Reason}" }, null);
    }

    /// <summary>Puts the end of the turn off because the store is away: longer each time, and never so long that its return is slept through.</summary>
    public Task<DateTimeOffset> AwaitStoreAsync(ConversationDesk desk, string reason) =>
        PostponeAsync(desk, NextPause(desk) is var pause && pause < SendPatience.LongestWaitForStore ? pause : SendPatience.LongestWaitForStore, reason);

    private async Task<(TurnEnd? End, DateTimeOffset? TryAgain)> SendPartsAsync(ConversationDesk desk)
    {
        for (int i = 0; i < desk.Turn!.Parts.Count; i++)
        {
            if (desk.Turn.Parts[i].IsInDoubt && await SettleDoubtAsync(desk, i) is { } wait)
            {
                return wait;
            }

            if (desk.Turn.Parts[i].Mid is not null)
            {
                continue;
            }

            if (desk.IsPaused(clock.GetUtcNow()))
            {
                return (TurnEnd.HandedOver, null);
            }

            if (IsWindowOver(desk))
            {
                return (TooLate, null);
            }

            if (LeftFor(desk, desk.Turn.Parts[i]) < TimeSpan.Zero)
            {
                return (new TurnEnd(TurnState.DeadLetter, "They could not be sent soon enough after their text."), null);
            }

            if (IsTooOldToRepeat(desk, desk.Turn.Parts[i]))
            {
                return (new TurnEnd(TurnState.DeadLetter, "The reply may have reached the customer, who has written again since: a second time could confuse."), null);
            }

            if (await TryAsync(desk, i) is { } stop)
            {
                return stop;
            }
        }

        // Recorded before the reply is added to the conversation: a message that the conversation has already counts as another's when a
        // send in doubt is looked for, and this one would be sent again after a crash in between.
        await ledger.SaveAsync(desk.Id, desk.Turn, CancellationToken.None);
        return (TurnEnd.Answered, null);
    }

    private async Task<(TurnEnd?, DateTimeOffset?)?> TryAsync(ConversationDesk desk, int index)
    {
        var now = clock.GetUtcNow();
        var untried = desk.Turn!.Parts[index];
        var trying = untried with { TriedAt = now, Tries = untried.Tries + 1, Looks = 0 };
        if (!await RecordAsync(desk, trying, untried))
        {
            // The echo of an earlier try came meanwhile.
            return null;
        }

        if (desk.IsPaused(clock.GetUtcNow()))
        {
            desk.Turn = desk.Turn.WithPart(untried);
            return (TurnEnd.HandedOver, null);
        }

        if (clock.GetUtcNow() - now > HandOverTime)
        {
            // The process stood still, or the ledger was slow: another node may have seen the record and be sending this part itself.
            desk.Turn = desk.Turn.WithPart(trying with { Tries = trying.Tries - 1 });
            return (null, await PostponeAsync(desk, EchoTime, "it took too long to record the try, so it was not made"));
        }

        var result = await messenger.SendAsync(desk.Id, trying, CancellationToken.None);

        // The echo may have been faster than the answer.
        var part = desk.Turn.Parts[index];
        if (part.Mid is not null)
        {
            return null;
        }

        switch (result.Verdict)
        {
            case SendVerdict.Sent:
                desk.Turn = desk.Turn.WithPart(part with { Mid = result.Mid }) with { Failures = 0 };
                return null;
            case SendVerdict.InDoubt:
                LogInDoubt(result.Error);
                desk.Turn = desk.Turn.WithPart(part with { IsUnclear = true });
                return (null, await PostponeAsync(desk, EchoTime, result.Error));
            default:
                desk.Turn = desk.Turn.WithPart(part with { TriedAt = null, Tries = part.Tries - 1 });
                return await RefusedAsync(desk, part, result);
        }
    }

    /// <summary>On the desk first: another event that has the turn saved meanwhile must not write over the try.</summary>
    /// <returns>False: the part has its mid by now.</returns>
    private async Task<bool> RecordAsync(ConversationDesk desk, ReplyPart trying, ReplyPart untried)
    {
        desk.Turn = desk.Turn!.WithPart(trying) with { NotBefore = null };
        try
        {
            await ledger.SaveAsync(desk.Id, desk.Turn, CancellationToken.None);
        }
        catch
        {
            if (desk.Turn.Parts.Contains(trying))
            {
                desk.Turn = desk.Turn.WithPart(untried);
            }

            throw;
        }

        return desk.Turn.Parts.Contains(trying);
    }

    private async Task<(TurnEnd?, DateTimeOffset?)> RefusedAsync(ConversationDesk desk, ReplyPart part, SendResult result)
    {
        bool mayWork = result.Verdict is SendVerdict.Retry or SendVerdict.Wait or SendVerdict.Reauthorize or SendVerdict.PageStopped;
        if (mayWork && desk.IsPaused(clock.GetUtcNow()))
        {
            // A person took over while it was sent; the pause may be over before the next try.
            return (TurnEnd.HandedOver, null);
        }

        var pause = result.RetryAfter ?? NextPause(desk);
        if (mayWork && pause < LeftFor(desk, part))
        {
            return (null, await PostponeAsync(desk, pause, result.Error));
        }

        return (result.Verdict == SendVerdict.ThreadTaken ? TurnEnd.HandedOver : new TurnEnd(TurnState.DeadLetter, $"{result.Verdict}: {result.Error}"), null);
    }

    /// <returns>Null when the doubt is settled: the part has its mid, or may be sent again.</returns>
    private async Task<(TurnEnd?, DateTimeOffset?)?> SettleDoubtAsync(ConversationDesk desk, int index)
    {
        var part = desk.Turn!.Parts[index];
        if (desk.Conversation!.MidOf(part.Metadata) is { } stored)
        {
            desk.Turn = desk.Turn.WithPart(part with { Mid = stored });
            return null;
        }

        if (part.TriedAt + EchoTime is { } echoUntil && echoUntil > clock.GetUtcNow())
        {
            return (null, await PostponeAsync(desk, echoUntil - clock.GetUtcNow(), "the echo of a send is waited for"));
        }

        var others = desk.Conversation.Events.Where(e => e.IsFromPage && e.Mid is not null).Select(e => e.Mid!)
            .Concat(desk.Turn.Parts.Where(p => p.Mid is not null).Select(p => p.Mid!)).ToHashSet();
        var look = await messenger.FindSentAsync(desk.Id, part, others, CancellationToken.None);
        part = desk.Turn.Parts[index];
        if (part.Mid is not null || look.Mid is not null)
        {
            desk.Turn = desk.Turn.WithPart(part with { Mid = part.Mid ?? look.Mid });
            return null;
        }

        if (look.IsHeldBack)
        {
            return await AwaitPageAsync(desk, part, look.RetryAfter ?? SendPatience.LongestPause);
        }

        if (!look.CouldLook)
        {
            string limit = part is CardsPart ? "in time" : $"for {ReadingTime.TotalMinutes} minutes";
            bool isEnough = part is CardsPart
                ? NextPause(desk) >= LeftFor(desk, part)
                : clock.GetUtcNow() - part.TriedAt > ReadingTime && desk.Turn.Failures >= MaxFailedReads;
            return isEnough
                ? (new TurnEnd(TurnState.DeadLetter, $"The thread could not be read {limit}, so nobody knows whether the reply arrived."), null)
                : (null, await PostponeAsync(desk, NextPause(desk), "the thread could not be read"));
        }

        part = part with { Looks = part.Looks + 1 };
        desk.Turn = desk.Turn.WithPart(part);
        if (part.Looks < MaxLooks)
        {
            return (null, await PostponeAsync(desk, SecondLook, "the thread is read once more"));
        }

        return SendPatience.AllowsAnotherTry(part)
            ? null
            : (new TurnEnd(TurnState.DeadLetter, $"Sent {part.Tries} times without a sign that it arrived; once more could reach the customer twice."), null);
    }

    /// <summary>Nobody was asked whether the reply arrived, so that was no failed look: this turn waits for the page as its other turns do.</summary>
    private async Task<(TurnEnd?, DateTimeOffset?)> AwaitPageAsync(ConversationDesk desk, ReplyPart part, TimeSpan pause)
    {
        if (desk.IsPaused(clock.GetUtcNow()))
        {
            return (TurnEnd.HandedOver, null);
        }

        if (pause >= LeftFor(desk, part))
        {
            string limit = part is CardsPart ? "in time" : $"before its {options.MessagingWindow.TotalHours} hours were over";
            return (new TurnEnd(TurnState.DeadLetter, $"The page could not be asked {limit}, so nobody knows whether the reply arrived."), null);
        }

        desk.Turn = desk.Turn! with { Failures = 0 };
        return (null, await PostponeAsync(desk, pause, "the page may not call Graph, so nobody can say whether the reply arrived"));
    }

    private async Task<DateTimeOffset> PostponeAsync(ConversationDesk desk, TimeSpan pause, string? reason)
    {
        var until = clock.GetUtcNow() + pause;
        desk.Turn = desk.Turn! with { NotBefore = until, Failures = desk.Turn.Failures + 1 };
        await ledger.SaveAsync(desk.Id, desk.Turn, CancellationToken.None);
        LogPostponed(until, reason);
        return until;
    }

    private TimeSpan LeftOfWindow(ConversationDesk desk)
    {
        var now = clock.GetUtcNow();
        return desk.LastAskedAt(now) + options.MessagingWindow - now;
    }

    private TimeSpan LeftFor(ConversationDesk desk, ReplyPart part)
    {
        var left = LeftOfWindow(desk);
        return part is CardsPart && SendPatience.LeftForCards(desk.Turn!, options.ReplyKeeps, clock.GetUtcNow()) is var cards && cards < left ? cards : left;
    }

    private bool IsTooOldToRepeat(ConversationDesk desk, ReplyPart part) =>
        part.Tries > 0 && desk.IsReplyOvertaken && clock.GetUtcNow() - (part.TriedAt ?? desk.Turn!.DecidedAt ?? desk.Turn!.OpenedAt) > options.ReplyKeeps;

    private static TimeSpan NextPause(ConversationDesk desk) => SendPatience.NextPause(desk.Turn!.Failures);

    [LoggerMessage(LogLevel.Warning, "A send is in doubt, it may have reached the customer: {Error}")]
    private partial void LogInDoubt(string? error);

    [LoggerMessage(LogLevel.Information, "The turn is taken up again at {Until:u}: {Reason}")]
    private partial void LogPostponed(DateTimeOffset until, string? reason);

    [LoggerMessage(LogLevel.Warning, "The customer has the answer and not its cards: {Reason}")]
    private partial void LogWithoutCards(string? reason);
}
