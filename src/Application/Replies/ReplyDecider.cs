using GptMessenger.Application.Conversations;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Application.Replies;

/// <summary>Decides on the reply of an open turn: whether there is to be one, and what it says.</summary>
internal sealed class ReplyDecider(AnswerFinder answers, ReplySender sender, TypingIndicator typing, IPagePauses pauses, AnswerSeats seats, TimeProvider clock)
{
    /// <summary>Puts the reply into the turn, or says why there is none.</summary>
    public async Task<TurnEnd?> DecideAsync(ConversationDesk desk, CancellationToken cancellationToken)
    {
        // Waited for before the reply is begun: what the customer says meanwhile is answered along.
        using var seat = await seats.TakeAsync(cancellationToken);
        desk.IsDeciding = true;
        try
        {
            return desk.Turn is { } turn ? await DecideOnAsync(desk, turn, cancellationToken) : null;
        }
        finally
        {
            desk.IsDeciding = false;
        }
    }

    private async Task<TurnEnd?> DecideOnAsync(ConversationDesk desk, Turn turn, CancellationToken cancellationToken)
    {
        var unanswered = desk.Conversation!.UnansweredAfter(turn.After, turn.Retry?.Through);
        if (unanswered.Count == 0)
        {
            return TurnEnd.Empty;
        }

        // What comes in from here on is the next turn's, also when this one ends without a reply.
        string through = unanswered[^1].Key;
        if (desk.IsPaused(clock.GetUtcNow()) || await pauses.SinceAsync(new ConnectedPage(desk.Id.Tenant, desk.Id.Channel, desk.Id.Page), cancellationToken) is not null)
        {
            desk.Turn = turn with { Through = through };
            return TurnEnd.HandedOver;
        }

        if (sender.IsWindowOver(desk))
        {
            desk.Turn = turn with { Through = through };
            return sender.TooLate;
        }

        Answer answer;
        await using (typing.Show(desk.Id, cancellationToken))
        {
            answer = await answers.FindAsync(desk, unanswered, cancellationToken);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (desk.Turn?.Id == turn.Id)
        {
            desk.Turn = desk.Turn.WithReply(ReplyText.Split(answer.Text), through, answer.Cards) with { DecidedAt = clock.GetUtcNow(), Basis = answer.Basis };
        }

        return null;
    }
}
