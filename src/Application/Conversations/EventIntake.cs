using GptMessenger.Application.Customers;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Conversations;

/// <summary>Takes in whatever may become part of a conversation, each kind in its way. Its caller holds the desk's gate.</summary>
internal sealed class EventIntake(
    ConversationFile file, CustomerIntake customers, EchoIntake echoes, MissedIntake missed, IErasures erasures, TimeProvider clock)
{
    /// <summary>What is as old as that, or begins a conversation, is asked about: it may have been said before its customer was erased.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    public async Task<Receipt> AcceptAsync(ConversationDesk desk, MessengerEvent @event, CancellationToken cancellationToken)
    {
        await file.LoadAsync(desk, cancellationToken);
        bool mayBeErased = @event.IsMissed || desk.Version is null || clock.GetUtcNow() - @event.Timestamp > Late;
        if (mayBeErased && @event.Timestamp <= await erasures.FindAsync(desk.Id, cancellationToken))
        {
            return Receipt.Erased;
        }

        return @event switch
        {
            { IsMissed: true } => await missed.AcceptAsync(desk, @event, cancellationToken),
            { Kind: EventKind.Echo } => await echoes.AcceptAsync(desk, @event, cancellationToken),
            _ => await customers.AcceptAsync(desk, @event, cancellationToken),
        };
    }
}
