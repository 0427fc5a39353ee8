using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;
using MediatR;

namespace GptMessenger.Application.Replies;

/// <summary>At its conversation's desk, a dead letter becomes the open turn again, where nothing speaks against it.</summary>
public sealed record ReopenTurn(ConversationDesk Desk, string Turn) : IRequest<Reopening>;

/// <summary>What became of the wish to have a turn tried again.</summary>
public enum Reopening
{
    Reopened,

    /// <summary>No turn with this id has ended, or it has been retried already.</summary>
    NoSuchTurn,

    /// <summary>It ended well, or rightly without an answer.</summary>
    NoDeadLetter,

    /// <summary>One at a time: the conversation is being answered.</summary>
    AnotherIsOpen,

    /// <summary>Messenger lets no assistant answer that late.</summary>
    WindowIsOver,

    /// <summary>A person has the conversation.</summary>
    BotIsPaused,
}

internal sealed class ReopenTurnHandler(ConversationFile file, ITurnRecords records, ITurnLedger ledger, ReplyOptions options, TimeProvider clock)
    : IRequestHandler<ReopenTurn, Reopening>
{
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromMinutes(1);

    public async Task<Reopening> Handle(ReopenTurn request, CancellationToken cancellationToken)
    {
        var desk = request.Desk;
        await desk.Gate.WaitAsync(cancellationToken);
        try
        {
            await file.LoadAsync(desk, cancellationToken);
            if (desk.Turn is not null)
            {
                return Reopening.AnotherIsOpen;
            }

            var record = await records.FindEndedAsync(request.Turn, cancellationToken);
            return record?.Conversation != desk.Id ? Reopening.NoSuchTurn : await ReopenAsync(desk, record, cancellationToken);
        }
        finally
        {
            desk.Gate.Release();
        }
    }

    private async Task<Reopening> ReopenAsync(ConversationDesk desk, TurnRecord record, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (record.End?.State != TurnState.DeadLetter)
        {
            return Reopening.NoDeadLetter;
        }

        if (now - desk.LastAskedAt(now, record.Turn) > options.MessagingWindow)
        {
            return Reopening.WindowIsOver;
        }

        if (desk.IsPaused(now))
        {
            return Reopening.BotIsPaused;
        }

        // No turn is open, so everything up to the conversation's end is settled.
        var turn = WithLateArrivals(record.Turn.Again(now, desk.Conversation!.End), desk.Conversation);
        try
        {
            if (!await ledger.ReopenAsync(desk.Id, turn, cancellationToken))
            {
                return Reopening.NoSuchTurn;
            }
        }
        catch (StoreUnavailableException)
        {
            // It may be open all the same, and the next message must not open another over it: everything is read anew.
            desk.Conversation = null;
            throw;
        }

        desk.Turn = turn;
        return Reopening.Reopened;
    }

    /// <summary>
    /// A part that came to light after the turn had been given up is in the conversation, by its echo or as what was missed: the customer has read it.
    /// Of what was missed nobody knows whose it was; the same words, said since it was tried, are enough.
    /// </summary>
    private static Turn WithLateArrivals(Turn turn, Conversation conversation)
    {
        foreach (var part in turn.Parts.Where(part => part.IsInDoubt))
        {
            var others = turn.Parts.Select(other => other.Mid).ToHashSet();
            string? shown = part is TextPart
                ? conversation.SaidByPageSince(part.TriedAt!.Value - ClocksDiffer).Where(said => part.IsShownAs(said.Text) && !others.Contains(said.Mid)).Select(said => said.Mid).FirstOrDefault()
                : null;
            if ((conversation.MidOf(part.Metadata) ?? shown) is { } mid)
            {
                turn = turn.WithPart(part with { Mid = mid });
            }
        }

        return turn;
    }
}
