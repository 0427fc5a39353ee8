using GptMessenger.Application.Conversations;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Pages;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Application.Replies;

/// <summary>Decides on the reply of an open turn: whether there is to be one, and what it says. So many at a time on this node and no more.</summary>
internal sealed class ReplyDecider(AnswerFinder answers, ReplySender sender, TypingIndicator typing, IPagePauses pauses, ReplyOptions options, TimeProvider clock) : IDisposable
{
    // Waited for before the reply is begun: what the customer says meanwhile is answered along, and a rush makes a queue, not a storm.
    private readonly SemaphoreSlim _seats = new(options.MaxDecisions);

    /// <summary>Nothing of the turn's reply was ever tried, it was found long ago, and the customer has gone on since.</summary>
    public bool IsStale(ConversationDesk desk, Turn turn) =>
        turn.IsUntouched && desk.IsReplyOvertaken && clock.GetUtcNow() - (turn.DecidedAt ?? turn.OpenedAt) > options.ReplyKeeps;

    /// <summary>Puts the reply into the turn, or says why there is none.</summary>
    public async Task<TurnEnd?> DecideAsync(ConversationDesk desk, CancellationToken cancellationToken)
    {
        await _seats.WaitAsync(cancellationToken);
        desk.IsDeciding = true;
        try
        {
            return desk.Turn is { } turn ? await DecideOnAsync(desk, turn, cancellationToken) : null;
        }
        finally
        {
            desk.IsDeciding = false;
            _seats.Release();
        }
    }

    public void Dispose() => _seats.Dispose();

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
