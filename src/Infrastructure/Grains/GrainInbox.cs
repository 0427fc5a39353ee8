using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Infrastructure.Grains;

/// <summary>Brings events to their conversation's grain, wherever that lives.</summary>
internal sealed class GrainInbox(IGrainFactory grains, StandstillWatch standstill, TimeProvider clock) : IConversationInbox
{
    /// <summary>Meta hangs up after 5 seconds (Messenger Platform, "Webhooks"); until then it can still be told to deliver again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4.5);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    /// <remarks>
    /// While a node is dead and not yet known to be, calls of its conversations fail, and of some that were never seen. They are tried again:
    /// an event that got through all the same is recognised by its key.
    /// </remarks>
    public async Task<Receipt> DeliverAsync(ConversationId conversation, MessengerEvent @event, CancellationToken cancellationToken)
    {
        if (standstill.MayBeBehind)
        {
            throw new StoreUnavailableException("This node stood still a moment ago, and the others may know more than it does by now.");
        }

        var delivered = new DeliveredEvent(@event.Json.ToArray(), @event.IsStandby);
        var grain = grains.GetGrain<IConversationGrain>(conversation.ToString());
        long start = clock.GetTimestamp();
        for (var pause = FirstPause; ; pause *= 2)
        {
            try
            {
                var delivery = await grain.DeliverAsync(delivered).WaitAsync(Left(start), clock, cancellationToken);
                return delivery.Failure is { } why ? throw new StoreUnavailableException(why) : (Receipt)delivery.Receipt;
            }
            catch (OrleansException) when (Left(start) > pause)
            {
                await Task.Delay(pause, clock, cancellationToken);
            }
            catch (Exception e) when (e is OrleansException or TimeoutException)
            {
                throw new StoreUnavailableException($"{conversation} could not be reached: {e.Message}", e);
            }
        }
    }

    private TimeSpan Left(long start) => Patience - clock.GetElapsedTime(start) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
}
