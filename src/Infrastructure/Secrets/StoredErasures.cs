using System.Globalization;
using System.Text;
using GptMessenger.Application.Customers;
using GptMessenger.Domain.Conversations;
using GptMessenger.Infrastructure.Storage;

namespace GptMessenger.Infrastructure.Secrets;

/// <summary>One file for each customer, under a name that only <c>SECRETS_KEY</c> can make of theirs; it holds when, in milliseconds since 1970.</summary>
internal sealed class StoredErasures(IObjectStore store, WrappingKeys keys, TimeProvider clock) : IErasures, IExpiring
{
    /// <summary>A day longer than a page's conversations are read back.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(8);

    public Task MarkAsync(ConversationId conversation, DateTimeOffset at, CancellationToken cancellationToken) => store.PutAsync(
        Key(keys.PseudonymsOf(Named(conversation))[0]), Encoding.UTF8.GetBytes(at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)), WriteCondition.Any, cancellationToken);

    public async Task<DateTimeOffset?> FindAsync(ConversationId conversation, CancellationToken cancellationToken)
    {
        DateTimeOffset? last = null;
        foreach (string pseudonym in keys.PseudonymsOf(Named(conversation)))
        {
            var at = await ReadAsync(Key(pseudonym), cancellationToken);
            last = at > last || last is null ? at ?? last : last;
        }

        return last;
    }

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        await foreach (string key in store.ListAsync(StoreKeys.Erasures, cancellationToken))
        {
            if (await ReadAsync(key, cancellationToken) is { } at && clock.GetUtcNow() - at > Kept)
            {
                await store.DeleteAsync(key, cancellationToken);
            }
        }
    }

    /// <returns>Null: there is none. One that cannot be read is of this moment: it says that there was an erasure.</returns>
    private async Task<DateTimeOffset?> ReadAsync(string key, CancellationToken cancellationToken) =>
        (await store.GetAsync(key, knownVersion: null, cancellationToken))?.Content is not { } content ? null
        : long.TryParse(content.Span, NumberStyles.None, CultureInfo.InvariantCulture, out long milliseconds) && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : clock.GetUtcNow();

    private static string Named(ConversationId conversation) => $"erased {conversation}";

    private static string Key(string pseudonym) => $"{StoreKeys.Erasures}{pseudonym}";
}
