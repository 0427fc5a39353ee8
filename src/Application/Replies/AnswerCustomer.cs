using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Replies;
using MediatR;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Application.Replies;

/// <summary>
/// Takes a conversation's open turn as far as it goes: finds the reply, sends it, adds it to the conversation, ends the turn.
/// Cancelling stops it before the reply is decided on, never after.
/// </summary>
/// <returns>When to call it again: null when no turn is open any more.</returns>
public sealed record AnswerCustomer(ConversationDesk Desk) : IRequest<DateTimeOffset?>;

internal sealed partial class AnswerCustomerHandler(
    ConversationFile file, ReplyComposer composer, ReplySender sender, TypingIndicator typing, ITurnLedger ledger, ReplyOptions options,
    TimeProvider clock, ILogger<AnswerCustomerHandler> logger) : IRequestHandler<AnswerCustomer, DateTimeOffset?>, IDisposable
{
    // Waited for before the reply is begun: what the customer says meanwhile is answered along, and a rush makes a queue, not a storm.
    private readonly SemaphoreSlim _seats = new(options.MaxDecisions);

    public async Task<DateTimeOffset?> Handle(AnswerCustomer request, CancellationToken cancellationToken)
    {
        var desk = request.Desk;
        await OpenDeskAsync(desk, cancellationToken);
        if (desk.Turn is not { } turn)
        {
            return null;
        }

        if (turn.NotBefore > clock.GetUtcNow())
        {
            return turn.NotBefore;
        }

        if (turn.IsUntouched && desk.IsReplyOvertaken && clock.GetUtcNow() - (turn.DecidedAt ?? turn.OpenedAt) > options.ReplyKeeps)
        {
            // One answer that fits after an hour's outage, not a stale one followed by another.
            desk.Turn = turn = turn.WithoutReply();
        }

        if (!turn.HasReply && await InSeatAsync(desk, cancellationToken) is { } end)
        {
            return await CloseAsync(desk, turn.Id, end);
        }

        if (desk.Turn?.Id != turn.Id)
        {
            // Another app took the thread while the model was thinking, and the turn was handed over.
            return desk.Turn is null ? null : clock.GetUtcNow() + options.QuietTime;
        }

        // From here on the customer may have read something: what was begun is finished.
        return await sender.SendAsync(desk) switch
        {
            { End: { } done } => await CloseAsync(desk, turn.Id, done),
            { TryAgain: var next } => next,
        };
    }

    public void Dispose() => _seats.Dispose();

    private async Task<TurnEnd?> InSeatAsync(ConversationDesk desk, CancellationToken cancellationToken)
    {
        await _seats.WaitAsync(cancellationToken);
        desk.IsDeciding = true;
        try
        {
            return desk.Turn is { } turn ? await DecideAsync(desk, turn, cancellationToken) : null;
        }
        finally
        {
            desk.IsDeciding = false;
            _seats.Release();
        }
    }

    private async Task OpenDeskAsync(ConversationDesk desk, CancellationToken cancellationToken)
    {
        await desk.Gate.WaitAsync(cancellationToken);
        try
        {
            await file.LoadAsync(desk, cancellationToken);
        }
        finally
        {
            desk.Gate.Release();
        }
    }

    /// <summary>Puts the reply into the turn, or says why there is none.</summary>
    private async Task<TurnEnd?> DecideAsync(ConversationDesk desk, Turn turn, CancellationToken cancellationToken)
    {
        var unanswered = desk.Conversation!.UnansweredAfter(turn.After);
        if (unanswered.Count == 0)
        {
            return TurnEnd.Empty;
        }

        // What comes in from here on is the next turn's, also when this one ends without a reply.
        string through = unanswered[^1].Key;
        if (desk.IsPaused(clock.GetUtcNow()))
        {
            desk.Turn = turn with { Through = through };
            return TurnEnd.HandedOver;
        }

        if (sender.IsWindowOver(desk))
        {
            desk.Turn = turn with { Through = through };
            return sender.TooLate;
        }

        string text;
        await using (typing.Show(desk.Id, cancellationToken))
        {
            text = await composer.ComposeAsync(desk, unanswered, cancellationToken);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (desk.Turn?.Id == turn.Id)
        {
            desk.Turn = desk.Turn.WithReply(ReplyText.Split(text), through) with { DecidedAt = clock.GetUtcNow() };
        }

        return null;
    }

    /// <summary>Adds what was sent to the conversation, then ends the turn or goes on with the next one.</summary>
    private async Task<DateTimeOffset?> CloseAsync(ConversationDesk desk, string id, TurnEnd end)
    {
        await desk.Gate.WaitAsync(CancellationToken.None);
        try
        {
            if (desk.Turn is not { } turn || turn.Id != id)
            {
                // Handed over while the gate was waited for.
                return desk.Turn is null ? null : clock.GetUtcNow() + options.QuietTime;
            }

            await AppendRepliesAsync(desk, turn);
            string? settled = turn.Through ?? turn.After;
            var now = clock.GetUtcNow();
            var next = desk.Conversation!.UnansweredAfter(settled).Count > 0
                ? new Turn(Guid.CreateVersion7(now).ToString("N"), desk.LastAskedAt(now), settled)
                : null;
            await ledger.CloseAsync(desk.Id, turn, end, next, CancellationToken.None);
            desk.Turn = next;
            LogEnd(end, turn.Parts.Count);
            return next is null ? null : clock.GetUtcNow() + options.QuietTime;
        }
        catch (StoreUnavailableException e)
        {
            return await sender.PostponeAsync(desk, e.Message);
        }
        finally
        {
            desk.Gate.Release();
        }
    }

    private void LogEnd(TurnEnd end, int parts)
    {
        if (end.State == TurnState.DeadLetter)
        {
            LogDeadLetter(end.Reason);
        }
        else
        {
            LogEnded(end.State, parts, end.Reason ?? "");
        }
    }

    private async Task AppendRepliesAsync(ConversationDesk desk, Turn turn)
    {
        var replies = turn.Parts.Where(part => part.Mid is not null)
            .Select(part => Messenger.MessengerJson.Reply(desk.Id, part.Mid!, part.Text, part.TriedAt ?? clock.GetUtcNow()));
        await file.AppendAsync(desk, [.. replies], CancellationToken.None);
    }

    [LoggerMessage(LogLevel.Error, "A customer was not answered and will not be, look into it: {Reason}")]
    private partial void LogDeadLetter(string? reason);

    [LoggerMessage(LogLevel.Information, "Turn ended: {State}, messages sent: {Parts}. {Reason}")]
    private partial void LogEnded(TurnState state, int parts, string reason);
}
