using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using GptMessenger.Application.Replies;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Infrastructure.Storage;

/// <summary>One file for each turn: <c>{"conversation":"…","at":"…","basis":{…}}</c>.</summary>
internal sealed class StoredAnswers(IObjectStore store) : IAnswerRecords
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        WriteIndented = true,
    };

    public Task KeepAsync(ConversationId conversation, string turn, AnswerBasis basis, DateTimeOffset at, CancellationToken cancellationToken) => store.PutAsync(
        StoreKeys.Answer(conversation, turn), JsonSerializer.SerializeToUtf8Bytes(new Kept(conversation.ToString(), at, basis), Readable), WriteCondition.Any, cancellationToken);

    public async Task<AnswerBasis?> FindAsync(ConversationId conversation, string turn, CancellationToken cancellationToken)
    {
        string key = StoreKeys.Answer(conversation, turn);
        if ((await store.GetAsync(key, knownVersion: null, cancellationToken))?.Content is not { } content)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Kept>(content.Span, Readable)?.Basis;
        }
        catch (JsonException e)
        {
            throw new Application.Conversations.UnreadableFileException(key, StoredJson.NotJson(e));
        }
    }

    private sealed record Kept(string Conversation, DateTimeOffset At, AnswerBasis Basis);
}
