using System.Text.Json;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Messenger;
using GptMessenger.Domain.Conversations;
using Microsoft.Extensions.Logging;

namespace GptMessenger.Infrastructure.Storage;

/// <summary>One small file for each conversation that a person has taken over: <c>{"until":"2026-11-22T18:00:00+00:00"}</c>.</summary>
internal sealed partial class StoredBotPause(IObjectStore store, TimeProvider clock, ILogger<StoredBotPause> logger) : IBotPause
{
    /// <summary>
    /// From now on, where a file does not say until when: there is one because a person took over, and a bot that talks over a person is worse
    /// than one that is silent for too long. As long as a pause is by default.
    /// </summary>
    private static readonly TimeSpan SafePause = TimeSpan.FromMinutes(60);

    public async Task<DateTimeOffset?> ReadAsync(ConversationId conversation, CancellationToken cancellationToken)
    {
        string key = StoreKeys.BotPause(conversation);
        if (await store.GetAsync(key, knownVersion: null, cancellationToken) is not { Content: { } content })
        {
            return null;
        }

        if (Until(content) is { } until)
        {
            return until;
        }

        // An exception would have every event of a healthy conversation put aside for the sake of this file.
        LogUnreadable(key, SafePause.TotalMinutes);
        return clock.GetUtcNow() + SafePause;
    }

    public Task SetAsync(ConversationId conversation, DateTimeOffset until, CancellationToken cancellationToken) =>
        store.PutAsync(StoreKeys.BotPause(conversation), JsonSerializer.SerializeToUtf8Bytes(new { until }), WriteCondition.Any, cancellationToken);

    public Task ClearAsync(ConversationId conversation, CancellationToken cancellationToken) =>
        store.DeleteAsync(StoreKeys.BotPause(conversation), cancellationToken);

    private static DateTimeOffset? Until(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var file = StoredJson.Parse(content);
            return file.RootElement.Member("until") is { ValueKind: JsonValueKind.String } until && until.TryGetDateTimeOffset(out var time) ? time : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "{Key} does not say until when the bot is paused: it keeps silent there, each time for {Minutes} minutes more, until the " +
        "file is mended or deleted")]
    private partial void LogUnreadable(string key, double minutes);
}
