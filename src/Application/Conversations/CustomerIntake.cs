using System.Security.Cryptography;
using System.Text;
using GptMessenger.Application.Numbers;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Application.Conversations;

/// <summary>Takes in what a customer did: stores it, and opens a turn or leaves it to a person. Its caller holds the desk's gate.</summary>
internal sealed class CustomerIntake(ConversationFile file, ITurnLedger ledger, TurnRecorder recorder, NumbersBook numbers, TimeProvider clock)
{
    public async Task<Receipt> AcceptAsync(ConversationDesk desk, MessengerEvent @event, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(desk.Conversation!.With(@event), desk.Conversation))
        {
            return await AcceptAgainAsync(desk, @event, cancellationToken);
        }

        bool forPerson = @event.IsStandby || desk.IsPaused(clock.GetUtcNow());
        if (forPerson && @event.IsAsked && desk.Turn is null)
        {
            await RecordForPersonAsync(desk, @event, TurnEnd.HandedOver, cancellationToken);
        }

        if (@event.AsksForAnswer && !forPerson && desk.Turn is null)
        {
            var turn = new Turn(Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"), clock.GetUtcNow(), desk.Conversation.End);
            await ledger.OpenAsync(desk.Id, turn, cancellationToken);
            desk.Turn = turn;
        }

        await file.AppendAsync(desk, [@event], cancellationToken);
        if (!forPerson)
        {
            Telemetry.Remember(desk, @event.Key);
        }

        if (@event.IsStandby && desk.Turn is { } open)
        {
            await HandOverAsync(desk, open, desk.Conversation.End!, cancellationToken);
        }

        if (desk.Turn is { IsSent: true, NotBefore: not null } sent)
        {
            // Its reply waits for nothing but the store, which has just worked.
            desk.Turn = sent with { NotBefore = null };
        }

        return forPerson ? Receipt.StoredForPerson : Receipt.Stored;
    }

    /// <summary>
    /// What a person is to answer ends here, and is listed so. Before it is stored, and under an id that follows from it: delivered again
    /// after a failure it is recorded once.
    /// </summary>
    public async Task RecordForPersonAsync(ConversationDesk desk, MessengerEvent @event, TurnEnd end, CancellationToken cancellationToken)
    {
        string id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{desk.Id} {@event.Key}")).AsSpan(0, 16));
        var turn = new Turn(id, clock.GetUtcNow(), desk.Conversation!.End) { Through = @event.Key };
        await ledger.RecordAsync(desk.Id, turn, end, cancellationToken);
        numbers.Count(TurnState.HandedOver, EndedTurn.LeftToPerson(desk.Id, desk.Conversation, turn, @event, clock.GetUtcNow()));
    }

    /// <summary>It is known. Of a standby event that may mean: stored, and then the ledger refused to hand its turn over.</summary>
    private async Task<Receipt> AcceptAgainAsync(ConversationDesk desk, MessengerEvent @event, CancellationToken cancellationToken)
    {
        if (!@event.IsStandby || !@event.IsAsked || desk.Turn is not { } turn
            || !desk.Conversation!.HasAfter(turn.Through ?? turn.After, @event.Key))
        {
            return Receipt.Duplicate;
        }

        await HandOverAsync(desk, turn, @event.Key, cancellationToken);
        return Receipt.StoredForPerson;
    }

    /// <summary>Another app has the thread now, and what was said up to here is its to answer. A reply that is decided on is still finished.</summary>
    private async Task HandOverAsync(ConversationDesk desk, Turn turn, string through, CancellationToken cancellationToken)
    {
        var handedOver = turn.HandedOverThrough(through);

        // Where the event came a second time, the customer may have the bot again and have gone on.
        var next = desk.TurnAfter(through, clock.GetUtcNow());
        try
        {
            // On the desk first: while the ledger writes, the reply may be decided on.
            if (turn.HasReply)
            {
                desk.Turn = handedOver;
                await ledger.SaveAsync(desk.Id, handedOver, cancellationToken);
            }
            else
            {
                desk.Turn = null;
                await recorder.RecordAsync(desk, handedOver, TurnEnd.HandedOver, next, cancellationToken);
                desk.Turn = next;
            }
        }
        catch
        {
            // Not handed over: the event is delivered again, and must find that it is still to be done.
            desk.Turn = desk.Turn is { HasReply: true } rest ? rest with { Through = turn.Through, Retry = turn.Retry } : turn;
            throw;
        }
    }
}
