using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Infrastructure.Grains;

/// <summary>Brings events to their conversation's grain, wherever that lives.</summary>
internal sealed class GrainInbox(IGrainFactory grains) : IConversationInbox
{
    public async Task<Receipt> DeliverAsync(ConversationId conversation, MessengerEvent @event, CancellationToken cancellationToken)
    {
        Delivery delivery;
        try
        {
            delivery = await grains.GetGrain<IConversationGrain>(conversation.ToString()).DeliverAsync(new DeliveredEvent(@event.Json.ToArray(), @event.IsStandby));
        }
        catch (Exception e) when (e is OrleansException or TimeoutException)
        {
            throw new StoreUnavailableException($"{conversation} could not be reached: {e.Message}", e);
        }

        return delivery.Failure is { } why ? throw new StoreUnavailableException(why) : (Receipt)delivery.Receipt;
    }
}
