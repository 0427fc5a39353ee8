using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using GptMessenger.Application.Messenger;
using GptMessenger.Domain.Conversations;
using GptMessenger.Infrastructure.Storage;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>What is stored of a connected page, without its token: <c>{"tenant":"…","name":"…","connected_at":"…","person":"…"}</c>.</summary>
internal sealed record PageFile(TenantId Tenant, string? Name, DateTimeOffset? ConnectedAt, PersonId? Person)
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    /// <returns>Null: it is no such file.</returns>
    public static PageFile? Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = StoredJson.Parse(content);
            var root = document.RootElement;
            return TenantId.TryParse(root.Member("tenant").Text(), out var tenant)
                ? new PageFile(
                    tenant, root.Member("name").Text(), root.Member("connected_at").Text() is not null && root.Member("connected_at").TryGetDateTimeOffset(out var at) ? at : null,
                    PersonId.TryParse(root.Member("person").Text(), out var person) ? person : null)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(new { tenant = Tenant.Value, Name, ConnectedAt, person = Person?.Value }, Readable);
}
