using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Infrastructure.Grains;

/// <summary>
/// Where turns are written down, one row for each conversation's open turn and one for each that ended. Each method returns when its change
/// is durable. In a cluster a row has an owner, the node that found or opened it last: whoever else writes it is told that it was taken over.
/// An owner is remembered for an hour after its turn ended, so that also a node that slept through the turn is told.
/// </summary>
internal interface ITurnTable : ITurnRecords
{
    /// <summary>How long a row without a turn remembers its owner.</summary>
    static readonly TimeSpan OwnerKept = TimeSpan.FromHours(1);

    /// <summary>The open turn, which belongs to this node from now on.</summary>
    /// <exception cref="System.Text.Json.JsonException">It cannot be read.</exception>
    Task<Turn?> FindAsync(ConversationId conversation);

    /// <summary>
    /// A conversation's open turn that cannot be read is kept, as it is, among the ended ones: under this id, in a state of its own
    /// (<see cref="TurnJson.Unreadable"/>), until a person has looked at it. Where it is another node's by now, nothing changes.
    /// </summary>
    Task PutAsideAsync(ConversationId conversation, string id);

    /// <summary>Whether the conversation has an open turn that belongs to this node. Changes nothing.</summary>
    Task<bool> IsOwnAsync(ConversationId conversation);

    /// <exception cref="TurnTakenOverException">Another node owns the conversation's row.</exception>
    Task SaveAsync(ConversationId conversation, Turn turn);

    /// <summary>The turn need not have a row: one that never was open is recorded in the same way. A second end of it takes the first's place.</summary>
    /// <exception cref="TurnTakenOverException">Another node owns the conversation's row.</exception>
    Task EndAsync(ConversationId conversation, Turn turn, TurnEnd end, Turn? next);

    /// <summary>A dead letter that is tried again: its record is gone, and it is the conversation's open turn.</summary>
    /// <returns>False: the record is gone already, or the conversation has an open turn; nothing was changed.</returns>
    Task<bool> ReopenAsync(ConversationId conversation, Turn turn);

    /// <summary>Removes every row of the conversation, whoever owns it.</summary>
    /// <returns>How many turns there were.</returns>
    Task<int> EraseAsync(ConversationId conversation);
}
