using System.Text.Json;
using System.Text.Json.Nodes;
using GptMessenger.Application.Conversations;
using GptMessenger.Application.Pages;
using GptMessenger.Domain.Conversations;
using GptMessenger.Domain.Pages;

namespace GptMessenger.Infrastructure.Storage;

internal sealed class StoredPageMetadata(IObjectStore store, RevalidatedObjects cache) : IPageMetadata
{
    // What was just fetched is right whoever else writes; more tries than this are only needed under a storm of writers.
    private const int MaxTries = 3;

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public Task<PageProfile> ReadAsync(TenantId tenant, Channel channel, PageId page, CancellationToken cancellationToken) =>
        cache.ReadAsync(
            StoreKeys.PageMetadata(tenant, channel, page),
            content =>
            {
                using var document = StoredJson.Parse(content);
                return PageProfileReader.Read(document.RootElement, page);
            },
            PageProfile.Unknown,
            cancellationToken);

    public async Task<bool> SaveAsync(ConnectedPage page, PageDocument document, CancellationToken cancellationToken)
    {
        string key = StoreKeys.PageMetadata(page.Tenant, page.Channel, page.Page);
        using var current = WithoutTokens(document.Json);
        for (int tries = 1; ; tries++)
        {
            var stored = await store.GetAsync(key, knownVersion: null, cancellationToken);
            if (stored is { Content: { } content })
            {
                using var known = StoredJson.Parse(key, content);
                if (JsonElement.DeepEquals(known.RootElement, current.RootElement))
                {
                    return false;
                }
            }

            try
            {
                byte[] json = JsonSerializer.SerializeToUtf8Bytes(current.RootElement, Readable);
                await store.PutAsync(key, json, WriteCondition.Expecting(stored?.Version), cancellationToken);
                cache.Forget(key);
                return true;
            }
            catch (ObjectChangedException e) when (tries == MaxTries)
            {
                throw new StoreUnavailableException($"{key} is written by others so often that {MaxTries} tries to write it failed.", e);
            }
            catch (ObjectChangedException)
            {
                // Read again what the other writer left: it may be the same.
            }
        }
    }

    /// <summary>Graph hands out the page's token to whoever asks for that field. It has no place in a file that prompts are made of.</summary>
    private static JsonDocument WithoutTokens(ReadOnlyMemory<byte> json)
    {
        var root = JsonNode.Parse(json.Span);
        Strip(root);
        return JsonDocument.Parse(root is null ? "null"u8.ToArray() : JsonSerializer.SerializeToUtf8Bytes(root));
    }

    private static void Strip(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                members.Remove("access_token");
                foreach (var (_, member) in members)
                {
                    Strip(member);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Strip(item);
                }

                break;
        }
    }
}
