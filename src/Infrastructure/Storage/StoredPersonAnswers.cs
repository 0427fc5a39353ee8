using System.Text.Json;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Inbox;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Replies;

namespace GptMessenger.Infrastructure.Storage;

/// <summary>One file for each answer: <c>{"conversation":"…","id":"…","parts":[…]}</c>.</summary>
internal sealed class StoredPersonAnswers(IObjectStore store) : IPersonAnswers
{
    public async Task<PersonAnswer?> FindAsync(ConversationId conversation, string id, CancellationToken cancellationToken)
    {
        string key = StoreKeys.PersonAnswer(conversation, id);
        if (await store.GetAsync(key, knownVersion: null, cancellationToken) is not { Content: { } content } stored)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Kept>(content.Span, StoredJson.Readable) is { Id: { } kept, Parts: { Count: > 0 } parts } && parts.All(part => part is TextPart)
                ? new PersonAnswer(kept, [.. parts.Cast<TextPart>()], stored.Version)
                : throw new UnreadableFileException(key, "it holds no text.");
        }
        catch (JsonException e)
        {
            throw new UnreadableFileException(key, StoredJson.NotJson(e));
        }
    }

    public async Task<PersonAnswer> SaveAsync(ConversationId conversation, PersonAnswer answer, CancellationToken cancellationToken)
    {
        byte[] content = JsonSerializer.SerializeToUtf8Bytes(new Kept(conversation.ToString(), answer.Id, answer.Parts), StoredJson.Readable);
        try
        {
            string version = await store.PutAsync(StoreKeys.PersonAnswer(conversation, answer.Id), content, WriteCondition.Expecting(answer.Version), cancellationToken);
            return answer with { Version = version };
        }
        catch (ObjectChangedException e)
        {
            throw new StoreUnavailableException($"Answer {answer.Id} in {conversation} is being sent by another node.", e);
        }
    }

    private sealed record Kept(string Conversation, string Id, IReadOnlyList<ReplyPart> Parts);
}
