using System.Globalization;
using System.Text.Json;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Infrastructure.Storage;

/// <summary>One file for each turn: <c>{"conversation":"…","at":"…","basis":{…}}</c>.</summary>
internal sealed class StoredAnswers(IObjectStore store) : IAnswerRecords
{
    /// <summary>A page of a thread needs so many at most; the store is not asked for more of them at once.</summary>
    private const int Together = 16;

    public Task KeepAsync(ConversationId conversation, Turn turn, AnswerBasis basis, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var kept = new Kept(conversation.ToString(), at, basis)
        {
            Mids = [.. turn.Parts.Select(part => part.Mid).OfType<string>()],
            Seconds = turn.Parts.Max(part => part.TriedAt) is { } sent ? Math.Round((sent - turn.OpenedAt).TotalSeconds, 1) : null,
        };
        return store.PutAsync(StoreKeys.Answer(conversation, turn.Id), JsonSerializer.SerializeToUtf8Bytes(kept, StoredJson.Readable), WriteCondition.Any, cancellationToken);
    }

    public async Task<IReadOnlyList<AnswerRecord>> OfAsync(ConversationId conversation, DateTimeOffset from, DateTimeOffset until, int limit, CancellationToken cancellationToken)
    {
        string folder = StoreKeys.Answers(conversation);
        var turns = new List<string>();
        await foreach (string key in store.ListAsync(folder, cancellationToken))
        {
            string turn = key[folder.Length..].Replace(".json", "", StringComparison.Ordinal);
            if (OpenedAt(turn) is { } opened && opened >= from && opened <= until)
            {
                turns.Add(turn);
            }
        }

        var records = new System.Collections.Concurrent.ConcurrentBag<AnswerRecord>();
        await Parallel.ForEachAsync(turns.TakeLast(limit), new ParallelOptions { MaxDegreeOfParallelism = Together, CancellationToken = cancellationToken }, async (turn, token) =>
        {
            if (await ReadAsync(conversation, turn, token) is { Basis: not null } kept)
            {
                records.Add(new AnswerRecord(turn, kept.At, kept.Basis) { Mids = kept.Mids ?? [], Seconds = kept.Seconds });
            }
        });
        return [.. records.OrderBy(record => record.At)];
    }

    /// <summary>A turn's id begins with the time of its opening (UUID version 7), so no file has to be read to know that.</summary>
    private static DateTimeOffset? OpenedAt(string turn) =>
        turn.Length == 32 && long.TryParse(turn.AsSpan(0, 12), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long milliseconds)
        && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;

    private async Task<Kept?> ReadAsync(ConversationId conversation, string turn, CancellationToken cancellationToken)
    {
        if ((await store.GetAsync(StoreKeys.Answer(conversation, turn), knownVersion: null, cancellationToken))?.Content is not { } content)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Kept>(content.Span, StoredJson.Readable);
        }
        catch (JsonException)
        {
            // A thread is worth showing without one of its reasons; whoever asks for that one is told.
            return null;
        }
    }

    public async Task<AnswerBasis?> FindAsync(ConversationId conversation, string turn, CancellationToken cancellationToken)
    {
        string key = StoreKeys.Answer(conversation, turn);
        if ((await store.GetAsync(key, knownVersion: null, cancellationToken))?.Content is not { } content)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Kept>(content.Span, StoredJson.Readable)?.Basis;
        }
        catch (JsonException e)
        {
            throw new Application.Conversations.UnreadableFileException(key, StoredJson.NotJson(e));
        }
    }

    private sealed record Kept(string Conversation, DateTimeOffset At, AnswerBasis Basis)
    {
        public IReadOnlyList<string>? Mids { get; init; }

        public double? Seconds { get; init; }
    }
}
