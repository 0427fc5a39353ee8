using GptMessenger.Application.Conversations;
using MediatR;

namespace GptMessenger.Application.Replies;

/// <summary>
/// Takes a conversation's open turn as far as it goes: finds the reply, sends it, adds it to the conversation, ends the turn.
/// Cancelling stops it before the reply is decided on, never after.
/// </summary>
/// <returns>When to call it again: null when no turn is open any more.</returns>
public sealed record AnswerCustomer(ConversationDesk Desk) : IRequest<DateTimeOffset?>;

internal sealed class AnswerCustomerHandler(
    ConversationFile file, ReplyDecider decider, ReplySender sender, TurnEnding ending, TimeProvider clock, Telemetry telemetry)
    : IRequestHandler<AnswerCustomer, DateTimeOffset?>
{
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

        if (sender.IsStale(desk, turn))
        {
            // One answer that fits after an hour's outage, not a stale one followed by another.
            desk.Turn = turn = turn.WithoutReply();
        }

        using var span = telemetry.StartReply(desk, turn);
        if (!turn.HasReply && await decider.DecideAsync(desk, cancellationToken) is { } end)
        {
            return await ending.EndAsync(desk, turn.Id, end);
        }

        if (desk.Turn?.Id != turn.Id)
        {
            // Another app took the thread while the model was thinking, and the turn was handed over.
            return ending.NextAt(desk);
        }

        // From here on the customer may have read something: what was begun is finished.
        return await sender.SendAsync(desk) switch
        {
            { End: { } done } => await ending.EndAsync(desk, turn.Id, done),
            { TryAgain: var next } => next,
        };
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
}
