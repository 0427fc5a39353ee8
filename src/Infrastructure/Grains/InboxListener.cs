using System.Runtime.CompilerServices;
using GptMessenger.Application.Inbox;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Infrastructure.Grains;

/// <summary>What an open inbox has yet to hear: of each conversation the newest. One that does not listen costs no more than a bounded list.</summary>
internal sealed class InboxListener
{
    private const int Most = 500;

    private readonly Lock _lock = new();
    private readonly Dictionary<(ConversationId Conversation, string? Desk), InboxNewsItem> _waiting = [];
    private TaskCompletionSource _signal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _mayHaveMissed;

    public void Hear(InboxNewsItem item)
    {
        lock (_lock)
        {
            if (_waiting.Count >= Most)
            {
                // Reading the list anew is cheaper than all of this.
                _waiting.Clear();
                _mayHaveMissed = true;
            }

            _waiting[(item.Conversation!, item.Writer?.Desk)] = item;
            _signal.TrySetResult();
        }
    }

    public void MayHaveMissed()
    {
        lock (_lock)
        {
            _mayHaveMissed = true;
            _signal.TrySetResult();
        }
    }

    public async IAsyncEnumerable<InboxNewsItem> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            await _signal.Task.WaitAsync(cancellationToken);
            foreach (var item in Take())
            {
                yield return item;
            }
        }
    }

    private List<InboxNewsItem> Take()
    {
        lock (_lock)
        {
            List<InboxNewsItem> items = _mayHaveMissed ? [new InboxNewsItem(null, null), .. _waiting.Values] : [.. _waiting.Values];
            _waiting.Clear();
            _mayHaveMissed = false;
            _signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return items;
        }
    }
}
