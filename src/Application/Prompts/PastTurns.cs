using System.Globalization;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Prompts;

/// <summary>Turns that were answered, as they can be asked once more: what was said up to then, and what of it was the question.</summary>
internal sealed class PastTurns(IConversationStore store, IAnswerRecords answers, ITurnRecords records)
{
    private const int IdLength = 32;

    /// <summary>The newest of a conversation, newest first.</summary>
    public async Task<IReadOnlyList<PastTurn>> OfAsync(ConversationId conversation, int limit, CancellationToken cancellationToken) =>
        await ReadAsync(conversation, () => answers.OfAsync(conversation, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, limit, cancellationToken), cancellationToken);

    /// <summary>Null: there is no such turn, or nothing is left of its question.</summary>
    public async Task<PastTurn?> FindAsync(ConversationId conversation, string turn, CancellationToken cancellationToken)
    {
        if (OpenedAt(turn) is not { } opened)
        {
            return null;
        }

        var found = await ReadAsync(
            conversation, async () => [.. (await answers.OfAsync(conversation, opened, opened, IdLength, cancellationToken)).Where(record => record.Turn == turn)], cancellationToken);
        return found is [var one, ..] ? one : null;
    }

    private async Task<IReadOnlyList<PastTurn>> ReadAsync(ConversationId id, Func<Task<IReadOnlyList<AnswerRecord>>> find, CancellationToken cancellationToken)
    {
        var (conversation, version) = await store.ReadAsync(id, cancellationToken);
        var turns = new List<PastTurn>();
        if (version is null)
        {
            return turns;
        }

        foreach (var record in (await find()).Reverse())
        {
            if (await OfAsync(id, conversation, record, cancellationToken) is { } turn)
            {
                turns.Add(turn);
            }
        }

        return turns;
    }

    private async Task<PastTurn?> OfAsync(ConversationId id, Conversation conversation, AnswerRecord record, CancellationToken cancellationToken)
    {
        var events = conversation.Events;
        var reply = events.Where(said => said is { IsFromPage: true, Mid: { } mid } && record.Mids.Contains(mid)).ToList();
        if (reply.Count == 0)
        {
            return null;
        }

        // As it was when the reply was decided on: what came in behind that, edits with it, was not known then.
        var ended = (await records.FindEndedAsync(record.Turn, cancellationToken))?.Turn;
        int end = ended?.Through is { } through ? PlaceOf(events, through) + 1 : 0;
        if (end == 0)
        {
            (ended, end) = (null, PlaceOf(events, reply[0].Key));
        }

        var before = Conversation.Of(events.Take(end));
        string? settled = ended is null ? before.Events.LastOrDefault(said => said.IsFromPage)?.Key : ended.After;
        var asked = before.UnansweredAfter(settled);
        return asked.Count == 0 ? null : new PastTurn(id, record, before, asked, [.. reply]);
    }

    private static int PlaceOf(IReadOnlyList<MessengerEvent> events, string key) => events.Index().Where(said => said.Item.Key == key).Select(said => said.Index).LastOrDefault(-1);

    /// <summary>A turn's id begins with the time of its opening (UUID version 7).</summary>
    private static DateTimeOffset? OpenedAt(string turn) =>
        turn.Length == IdLength && long.TryParse(turn.AsSpan(0, 12), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long milliseconds)
        && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
}

/// <param name="Conversation">Whose.</param>
/// <param name="Record">Why the reply said what it said.</param>
/// <param name="Before">What was said up to then, with the question.</param>
/// <param name="Asked">The question.</param>
/// <param name="Reply">The reply as it was sent.</param>
internal sealed record PastTurn(ConversationId Conversation, AnswerRecord Record, Conversation Before, IReadOnlyList<MessengerEvent> Asked, IReadOnlyList<MessengerEvent> Reply);
