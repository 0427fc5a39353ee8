using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using GptMessenger.Application.Audit;
using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Infrastructure.Storage;

/// <summary>
/// One file for each entry, in a folder for each month. Stores list in ordinal order, so the time in a name counts down: the newest come first.
/// An entry about a customer ends in that customer's ids, so that it is found by its name when the customer is forgotten.
/// </summary>
internal sealed class StoredAudit(IObjectStore store, TimeProvider clock) : IAuditLog
{
    private const long EndOfTime = 9_999_999_999_999;

    /// <summary>So many months in a row without an entry, and the log is taken to have ended.</summary>
    private const int QuietMonths = 12;

    public Task WriteAsync(TenantId tenant, AuditEntry entry, CancellationToken cancellationToken)
    {
        string countdown = (EndOfTime - entry.At.ToUnixTimeMilliseconds()).ToString("D13", CultureInfo.InvariantCulture);
        string unique = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        string name = $"{countdown}-{unique}{(entry.Conversation is { } about ? About(about) : ".json")}";
        return store.PutAsync(
            StoreKeys.AuditMonth(tenant, entry.At) + name,
            JsonSerializer.SerializeToUtf8Bytes(new Kept(entry.At, entry.Actor, entry.Action, entry.Subject, entry.Conversation?.ToString(), entry.Failure), StoredJson.Readable),
            WriteCondition.MustBeMissing,
            cancellationToken);
    }

    public async Task<IReadOnlyList<AuditEntry>> ReadAsync(TenantId tenant, DateTimeOffset? before, int limit, CancellationToken cancellationToken)
    {
        var entries = new List<AuditEntry>();
        int quiet = 0;
        for (var month = FirstOfMonth(before ?? clock.GetUtcNow()); quiet < QuietMonths; month = month.AddMonths(-1))
        {
            quiet++;
            string folder = StoreKeys.AuditMonth(tenant, month);
            await foreach (string key in store.ListAsync(folder, cancellationToken))
            {
                quiet = 0;
                if (TimeOf(key[folder.Length..]) is not { } at || at >= before)
                {
                    continue;
                }

                if ((await store.GetAsync(key, knownVersion: null, cancellationToken))?.Content is { } content)
                {
                    entries.Add(Read(key, content));
                }

                if (entries.Count == limit)
                {
                    return entries;
                }
            }
        }

        return entries;
    }

    /// <summary>How the names of entries about this customer end.</summary>
    public static string About(ConversationId conversation) => $"@{conversation.Channel.Folder()}@{conversation.Page}@{conversation.Sender}.json";

    private static DateTimeOffset FirstOfMonth(DateTimeOffset time) => new(time.UtcDateTime.Year, time.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);

    private static DateTimeOffset? TimeOf(string name) =>
        name.Length > 13 && long.TryParse(name.AsSpan(0, 13), NumberStyles.None, CultureInfo.InvariantCulture, out long countdown)
            ? DateTimeOffset.FromUnixTimeMilliseconds(EndOfTime - countdown)
            : null;

    private static AuditEntry Read(string key, ReadOnlyMemory<byte> content)
    {
        try
        {
            return JsonSerializer.Deserialize<Kept>(content.Span, StoredJson.Readable) is { Actor: { } actor, Action: { } action } kept
                ? new AuditEntry(kept.At, actor, action, kept.Subject, ConversationId.TryParse(kept.Conversation, out var conversation) ? conversation : null, kept.Failure)
                : throw new UnreadableFileException(key, "it says neither who nor what.");
        }
        catch (JsonException e)
        {
            throw new UnreadableFileException(key, StoredJson.NotJson(e));
        }
    }

    private sealed record Kept(DateTimeOffset At, string? Actor, string? Action, string? Subject, string? Conversation, string? Failure);
}
