using GptMessenger.Application.Customers;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Conversations;

/// <summary>Takes in whatever may become part of a conversation, each kind in its way. Its caller holds the desk's gate.</summary>
internal sealed class EventIntake(
    ConversationFile file, CustomerIntake customers, EchoIntake echoes, MissedIntake missed, IErasures erasures, TimeProvider clock)
{
    /// <summary>Only what is as old as that is asked about: it may have been said before its customer was erased.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    public async Task<Receipt> AcceptAsync(ConversationDesk desk, MessengerEvent @event, CancellationToken cancellationToken)
    {
        if ((@event.IsMissed || clock.GetUtcNow() - @event.Timestamp > Late) && @event.Timestamp <= await erasures.FindAsync(desk.Id, cancellationToken))
        {
            return Receipt.Erased;
        }

        await file.LoadAsync(desk, cancellationToken);
        return @event switch
        {
            { IsMissed: true } => await missed.AcceptAsync(desk, @event, cancellationToken),
            { Kind: EventKind.Echo } => await echoes.AcceptAsync(desk, @event, cancellationToken),
            _ => await customers.AcceptAsync(desk, @event, cancellationToken),
        };
    }
}
