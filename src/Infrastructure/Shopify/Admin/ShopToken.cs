using System.Text.Json;
using System.Text.Json.Serialization;

namespace GptMessenger.Infrastructure.Shopify.Admin;

/// <summary>What speaks for the app in one shop. Stored sealed, both tokens in one object, so that they are never of different age.</summary>
/// <param name="AccessToken">Goes with every call.</param>
/// <param name="ExpiresAt">Null: it holds until it is taken back, as those of apps that a merchant made do.</param>
/// <param name="RefreshToken">Gets the next pair, once.</param>
/// <param name="RefreshExpiresAt">After that the owner has to connect again.</param>
/// <param name="Scope">What was granted.</param>
internal sealed record ShopToken(string AccessToken, DateTimeOffset? ExpiresAt, string? RefreshToken, DateTimeOffset? RefreshExpiresAt, string Scope)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = false,
    };

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <exception cref="JsonException">It is none.</exception>
    public static ShopToken FromJson(string json) => JsonSerializer.Deserialize<ShopToken>(json, Json) ?? throw new JsonException();

    /// <summary>Without the tokens: a record would print them.</summary>
    public override string ToString() => $"a token for {Scope}, until {ExpiresAt:u}";
}
