using GptMessenger.Application.Conversations;
using GptMessenger.Application.Inbox;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Infrastructure.Grains;

/// <summary>Brings events to their conversation's grain, wherever that lives.</summary>
internal sealed class GrainInbox(IGrainFactory grains, StandstillWatch standstill, MemorySweep sweep, TimeProvider clock) : IConversationInbox
{
    /// <summary>Meta hangs up after 5 seconds (Messenger Platform, "Webhooks"); until then it can still be told to deliver again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4.5);

    /// <summary>A send to Graph takes its time, and a person waits for what became of it.</summary>
    private static readonly TimeSpan PatienceOfPerson = TimeSpan.FromSeconds(28);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    public async Task<Receipt> DeliverAsync(ConversationId conversation, MessengerEvent @event, CancellationToken cancellationToken)
    {
        if (standstill.MayBeBehind)
        {
            throw new StoreUnavailableException("This node stood still a moment ago, and the others may know more than it does by now.");
        }

        var delivered = new DeliveredEvent(@event.Json.ToArray(), @event.IsStandby, @event.IsMissed);
        var delivery = await ReachAsync(conversation, grain => grain.DeliverAsync(delivered), cancellationToken);
        return delivery.Failure is { } why ? throw new StoreUnavailableException(why) : (Receipt)delivery.Receipt;
    }

    public async Task PauseAsync(ConversationId conversation, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        if (await ReachAsync(conversation, grain => grain.PauseAsync(until), cancellationToken) is { } why)
        {
            throw new StoreUnavailableException(why);
        }
    }

    public async Task<Reopening> ReopenAsync(ConversationId conversation, string turn, CancellationToken cancellationToken)
    {
        var reopened = await ReachAsync(conversation, grain => grain.ReopenAsync(turn), cancellationToken);
        return reopened.Failure is { } why ? throw new StoreUnavailableException(why) : (Reopening)reopened.Outcome;
    }

    public async Task<PersonAnswerResult> AnswerAsync(ConversationId conversation, string id, string text, CancellationToken cancellationToken)
    {
        var answered = await ReachAsync(conversation, grain => grain.AnswerAsync(id, text), cancellationToken, PatienceOfPerson);
        return answered.Failure is { } why
            ? throw new StoreUnavailableException(why)
            : new PersonAnswerResult((PersonAnswerOutcome)answered.Outcome, answered.Reason, answered.PausedUntil);
    }

    public async Task SettleAsync(ConversationId conversation, CancellationToken cancellationToken)
    {
        if (await ReachAsync(conversation, grain => grain.SettleAsync(), cancellationToken) is { } why)
        {
            throw new StoreUnavailableException(why);
        }
    }

    public void NoteSeen(ConversationId conversation, SeenMarks seen) =>
        grains.GetGrain<IConversationGrain>(conversation.ToString()).NoteSeenAsync(seen.Delivered, seen.Read).Ignore();

    public async Task<int> EraseAsync(ConversationId conversation, CancellationToken cancellationToken)
    {
        var erasure = await ReachAsync(conversation, grain => grain.EraseAsync(), cancellationToken);
        sweep.Ask();
        return erasure.Failure is { } why ? throw new StoreUnavailableException(why) : erasure.Count;
    }

    /// <remarks>
    /// While a node is dead and not yet known to be, calls of its conversations fail, and of some that were never seen. They are tried again:
    /// what got through all the same is recognised.
    /// </remarks>
    private async Task<T> ReachAsync<T>(
        ConversationId conversation, Func<IConversationGrain, Task<T>> call, CancellationToken cancellationToken, TimeSpan? patience = null)
    {
        var limit = patience ?? Patience;
        var grain = grains.GetGrain<IConversationGrain>(conversation.ToString());
        long start = clock.GetTimestamp();
        for (var pause = FirstPause; ; pause *= 2)
        {
            try
            {
                return await call(grain).WaitAsync(Left(start, limit), clock, cancellationToken);
            }
            catch (OrleansException) when (Left(start, limit) > pause)
            {
                await Task.Delay(pause, clock, cancellationToken);
            }
            catch (Exception e) when (e is OrleansException or TimeoutException)
            {
                throw new StoreUnavailableException($"{conversation} could not be reached: {e.Message}", e);
            }
        }
    }

    private TimeSpan Left(long start, TimeSpan limit) => limit - clock.GetElapsedTime(start) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
}
