using System.Collections.Concurrent;
using System.Text.Json;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;
using Microsoft.Extensions.Logging;
using Orleans.Timers;

namespace GptMessenger.Infrastructure.Grains;

/// <summary>
/// An open turn is a row that says what is known of it, and a reminder that wakes its conversation wherever and whenever that is possible
/// again. Called from within the conversation's grain, as Orleans demands of whoever sets reminders.
/// </summary>
internal sealed partial class TurnLedger(ITurnTable turns, IReminderRegistry reminders, IGrainFactory grains, MemorySweep sweep, ILogger<TurnLedger> logger) : ITurnLedger
{
    internal const string ReminderName = "turn";

    /// <summary>
    /// An unanswered conversation is to be found again within 20 seconds of its node's death: this, the time until the death is noticed, and
    /// room for the answer. After a restart it is within 60 seconds, which is easily kept.
    /// </summary>
    internal static readonly TimeSpan ReminderPeriod = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<ConversationId, IGrainReminder> _set = new();

    public async Task<Turn?> FindOpenAsync(ConversationId conversation, CancellationToken cancellationToken)
    {
        var turn = await FindAsync(conversation);
        if (turn is not null)
        {
            // A crash between the two writes of OpenAsync may have left the row alone.
            await RemindAsync(conversation);
        }

        return turn;
    }

    public Task OpenAsync(ConversationId conversation, Turn turn, CancellationToken cancellationToken) =>
        Task.WhenAll(turns.SaveAsync(conversation, turn), RemindAsync(conversation));

    public async Task<bool> ReopenAsync(ConversationId conversation, Turn turn, CancellationToken cancellationToken)
    {
        // The reminder first: an open turn without one would be forgotten by a crash, one without a turn takes itself away.
        await RemindAsync(conversation);
        return await turns.ReopenAsync(conversation, turn);
    }

    public async Task<int> EraseAsync(ConversationId conversation, CancellationToken cancellationToken)
    {
        // The reminder first: whatever keeps both looks over its past once, when the turns go.
        try
        {
            await ForgetAsync(conversation);
        }
        catch (Exception e) when (e is not StoreUnavailableException)
        {
            throw new StoreUnavailableException($"The reminder of {conversation} could not be removed: {e.Message}", e);
        }

        int removed = await turns.EraseAsync(conversation);
        sweep.Ask();
        return removed;
    }

    public Task RecordAsync(ConversationId conversation, Turn turn, TurnEnd end, CancellationToken cancellationToken) => turns.EndAsync(conversation, turn, end, next: null);

    public Task SaveAsync(ConversationId conversation, Turn turn, CancellationToken cancellationToken) => turns.SaveAsync(conversation, turn);

    public async Task ConfirmAsync(ConversationId conversation, CancellationToken cancellationToken)
    {
        if (!await turns.IsOwnAsync(conversation))
        {
            throw new TurnTakenOverException(conversation.ToString());
        }
    }

    /// <summary>One after the other: where another node owns the turn, its reminder must stay. A reminder too many costs one look.</summary>
    public async Task CloseAsync(ConversationId conversation, Turn turn, TurnEnd end, Turn? next, CancellationToken cancellationToken)
    {
        await turns.EndAsync(conversation, turn, end, next);
        if (next is not null)
        {
            return;
        }

        try
        {
            await ForgetAsync(conversation);
        }
        catch (Exception e)
        {
            // The node that keeps the reminder is gone, or the server is. The turn has ended all the same; the reminder wakes the conversation, which then forgets it.
            LogReminderLeft(conversation, e.Message);
        }
    }

    /// <summary>Takes away the reminder of a conversation that has no open turn.</summary>
    public async Task ForgetAsync(ConversationId conversation)
    {
        var grain = GrainIdOf(conversation);
        if (_set.TryRemove(conversation, out var reminder) || (reminder = await reminders.GetReminder(grain, ReminderName)) is not null)
        {
            await reminders.UnregisterReminder(grain, reminder);
        }
    }

    private async Task<Turn?> FindAsync(ConversationId conversation)
    {
        try
        {
            return await turns.FindAsync(conversation);
        }
        catch (JsonException)
        {
            // Left where it is, it would keep every later message of this customer out.
            string id = $"unreadable{Guid.NewGuid():N}";
            await turns.PutAsideAsync(conversation, id);
            LogPutAside(conversation, id, TurnJson.Unreadable);
            return null;
        }
    }

    private async Task RemindAsync(ConversationId conversation)
    {
        try
        {
            _set[conversation] = await reminders.RegisterOrUpdateReminder(GrainIdOf(conversation), ReminderName, ReminderPeriod, ReminderPeriod);
        }
        catch (Exception e) when (e is not StoreUnavailableException)
        {
            // Reminders are on the same server as the turns; Orleans lets each server's own exceptions through.
            throw new StoreUnavailableException($"The reminder of {conversation} could not be set: {e.Message}", e);
        }
    }

    private GrainId GrainIdOf(ConversationId conversation) => grains.GetGrain<IConversationGrain>(conversation.ToString()).GetGrainId();

    [LoggerMessage(LogLevel.Error, "The open turn of {Conversation} cannot be read and was put aside as {Id}: an ended turn in the state {State}, where the engine keeps its turns. Its customer may wait for an answer that does not come: look into the conversation and answer from the page inbox. What the customer writes from now on is answered")]
    private partial void LogPutAside(ConversationId conversation, string id, string state);

    [LoggerMessage(LogLevel.Debug, "A reminder of {Conversation} is left for now: {Reason}")]
    private partial void LogReminderLeft(ConversationId conversation, string reason);
}
