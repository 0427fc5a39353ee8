using System.Text.Json;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Messenger;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Infrastructure.Storage;

/// <summary>One small file for each conversation that a person has taken over: <c>{"until":"2026-11-22T18:00:00+00:00"}</c>.</summary>
internal sealed class StoredBotPause(IObjectStore store) : IBotPause
{
    public async Task<DateTimeOffset?> ReadAsync(ConversationId conversation, CancellationToken cancellationToken)
    {
        string key = StoreKeys.BotPause(conversation);
        if (await store.GetAsync(key, knownVersion: null, cancellationToken) is not { Content: { } content })
        {
            return null;
        }

        using var file = StoredJson.Parse(key, content);
        return file.RootElement.Member("until") is { ValueKind: JsonValueKind.String } until && until.TryGetDateTimeOffset(out var time)
            ? time
            : throw new UnreadableFileException(key, "it does not say until when the bot is paused.");
    }

    public Task SetAsync(ConversationId conversation, DateTimeOffset until, CancellationToken cancellationToken) =>
        store.PutAsync(StoreKeys.BotPause(conversation), JsonSerializer.SerializeToUtf8Bytes(new { until }), WriteCondition.Any, cancellationToken);
}
