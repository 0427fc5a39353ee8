using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Replies;
using MediatR;

namespace GptMessenger.Application.Replies;

/// <summary>
/// Takes a conversation's open turn as far as it goes: finds the reply, sends it, adds it to the conversation, ends the turn.
/// Cancelling stops it before the reply is decided on, never after.
/// </summary>
/// <returns>When to call it again: null when no turn is open any more.</returns>
public sealed record AnswerCustomer(ConversationDesk Desk) : IRequest<DateTimeOffset?>;

internal sealed class AnswerCustomerHandler(
    ConversationFile file, ReplyComposer composer, ReplySender sender, TypingIndicator typing, TurnEnding ending, ReplyOptions options,
    TimeProvider clock, Telemetry telemetry) : IRequestHandler<AnswerCustomer, DateTimeOffset?>, IDisposable
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

        using var span = telemetry.StartReply(desk, turn);
        if (!turn.HasReply && await InSeatAsync(desk, cancellationToken) is { } end)
        {
            return await ending.EndAsync(desk, turn.Id, end);
        }

        if (desk.Turn?.Id != turn.Id)
        {
            // Another app took the thread while the model was thinking, and the turn was handed over.
            return desk.Turn is null ? null : clock.GetUtcNow() + options.QuietTime;
        }

        // From here on the customer may have read something: what was begun is finished.
        return await sender.SendAsync(desk) switch
        {
            { End: { } done } => await ending.EndAsync(desk, turn.Id, done),
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
        var unanswered = desk.Conversation!.UnansweredAfter(turn.After, turn.Retry?.Through);
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
}
