using System.Collections;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Infrastructure.Grains;

/// <summary>What every log line about a conversation carries: for people as text, for log stores as fields.</summary>
internal sealed class ConversationScope(ConversationId id) : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly KeyValuePair<string, object?>[] _fields = [new("Tenant", id.Tenant), new("Page", id.Page), new("Conversation", id)];

    public int Count => _fields.Length;

    public KeyValuePair<string, object?> this[int index] => _fields[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, object?>>)_fields).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => id.ToString();
}
