using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Infrastructure.Grains;

/// <summary>Brings events to their conversation's grain, wherever that lives.</summary>
internal sealed class GrainInbox(IGrainFactory grains, TimeProvider clock) : IConversationInbox
{
    /// <summary>Meta hangs up after 5 seconds (Messenger Platform, "Webhooks"); until then it can still be told to deliver again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4.5);

    public async Task<Receipt> DeliverAsync(ConversationId conversation, MessengerEvent @event, CancellationToken cancellationToken)
    {
        Delivery delivery;
        try
        {
            delivery = await grains.GetGrain<IConversationGrain>(conversation.ToString()).DeliverAsync(new DeliveredEvent(@event.Json.ToArray(), @event.IsStandby))
                .WaitAsync(Patience, clock, cancellationToken);
        }
        catch (Exception e) when (e is OrleansException or TimeoutException)
        {
            throw new StoreUnavailableException($"{conversation} could not be reached: {e.Message}", e);
        }

        return delivery.Failure is { } why ? throw new StoreUnavailableException(why) : (Receipt)delivery.Receipt;
    }
}
