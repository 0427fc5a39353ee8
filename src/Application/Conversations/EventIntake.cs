using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Conversations;

/// <summary>Takes in whatever may become part of a conversation, each kind in its way. Its caller holds the desk's gate.</summary>
internal sealed class EventIntake(ConversationFile file, CustomerIntake customers, EchoIntake echoes, MissedIntake missed)
{
    public async Task<Receipt> AcceptAsync(ConversationDesk desk, MessengerEvent @event, CancellationToken cancellationToken)
    {
        await file.LoadAsync(desk, cancellationToken);
        return @event switch
        {
            { IsMissed: true } => await missed.AcceptAsync(desk, @event, cancellationToken),
            { Kind: EventKind.Echo } => await echoes.AcceptAsync(desk, @event, cancellationToken),
            _ => await customers.AcceptAsync(desk, @event, cancellationToken),
        };
    }
}
