using System.Collections.Concurrent;
using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Application.Replies;

/// <summary>The open turns that this node works on: how many there are, and how old they are.</summary>
public sealed class OpenTurns
{
    private readonly ConcurrentDictionary<ConversationDesk, byte> _desks = new();
    private int _count;

    public int Count => _count;

    /// <summary>How many are at work, or will be before this time. The others are put off, as those of a page whose token is dead are: nothing runs for them.</summary>
    public int CountDueBefore(DateTimeOffset time) => Now.Count(turn => !(turn.NotBefore >= time));

    /// <summary>Whose turns on this page wait for their next try.</summary>
    public IReadOnlyList<ConversationId> PutOff(PageId page) => [.. _desks.Keys.Where(desk => desk.Id.Page == page && desk.Turn?.NotBefore is not null).Select(desk => desk.Id)];

    /// <summary>A moment's view of them.</summary>
    public IEnumerable<Turn> Now => _desks.Select(desk => desk.Key.Turn).OfType<Turn>();

    /// <summary>Since when the oldest is open: since it was retried, where it was. Null: none is open.</summary>
    public DateTimeOffset? OldestSince => Now.Select(turn => (DateTimeOffset?)Since(turn)).Min();

    public static DateTimeOffset Since(Turn turn) => turn.Retry?.At ?? turn.OpenedAt;

    internal void Add(ConversationDesk desk)
    {
        if (_desks.TryAdd(desk, 0))
        {
            Interlocked.Increment(ref _count);
        }
    }

    internal void Remove(ConversationDesk desk)
    {
        if (_desks.TryRemove(desk, out _))
        {
            Interlocked.Decrement(ref _count);
        }
    }
}
