using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Application.Replies;

/// <summary>
/// The durable memory of open turns. While a turn is open its conversation is found again after a crash or a restart, within a minute.
/// Every method returns when its change would survive one.
/// </summary>
public interface ITurnLedger
{
    Task<Turn?> FindOpenAsync(ConversationId conversation, CancellationToken cancellationToken);

    Task OpenAsync(ConversationId conversation, Turn turn, CancellationToken cancellationToken);

    /// <summary>Takes the place of what was recorded of the conversation's open turn.</summary>
    Task SaveAsync(ConversationId conversation, Turn turn, CancellationToken cancellationToken);

    /// <summary>To be asked when somebody else wrote the conversation's file while a turn is open.</summary>
    /// <exception cref="TurnTakenOverException">Its open turn is another node's by now, or has ended there.</exception>
    Task ConfirmAsync(ConversationId conversation, CancellationToken cancellationToken);

    /// <summary>Opens a dead letter again: its record is gone, and it is the conversation's open turn.</summary>
    /// <returns>False: it was no longer there, nothing changed.</returns>
    Task<bool> ReopenAsync(ConversationId conversation, Turn turn, CancellationToken cancellationToken);

    /// <summary>Records the end of a turn that never was open, in a conversation that has no open one. The same turn again changes nothing.</summary>
    Task RecordAsync(ConversationId conversation, Turn turn, TurnEnd end, CancellationToken cancellationToken);

    /// <summary>Forgets all of the conversation's turns, open and ended, whoever's they are.</summary>
    /// <returns>How many there were.</returns>
    Task<int> EraseAsync(ConversationId conversation, CancellationToken cancellationToken);

    /// <summary>Records how the turn ended and, in the same step, opens the conversation's next one where there is one.</summary>
    Task CloseAsync(ConversationId conversation, Turn turn, TurnEnd end, Turn? next, CancellationToken cancellationToken);
}

/// <summary>How a turn ended.</summary>
/// <param name="State">In one word.</param>
/// <param name="Reason">For the person who looks into it; null where the state says it all.</param>
public sealed record TurnEnd(TurnState State, string? Reason = null)
{
    public static TurnEnd Answered { get; } = new(TurnState.Answered);

    public static TurnEnd HandedOver { get; } = new(TurnState.HandedOver);

    /// <summary>There was nothing to answer: its message could not be stored, or was taken back.</summary>
    public static TurnEnd Empty { get; } = new(TurnState.Skipped, "There was nothing to answer.");
}

public enum TurnState
{
    Answered,

    /// <summary>A person has the conversation.</summary>
    HandedOver,

    /// <summary>Rightly not answered.</summary>
    Skipped,

    /// <summary>Should have been answered, and could not be.</summary>
    DeadLetter,
}
