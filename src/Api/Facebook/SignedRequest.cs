using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GptMessenger.Application.Messenger;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Api.Facebook;

/// <summary>
/// Meta's <c>signed_request</c>: base64url of an HMAC-SHA256, a dot, and the payload in base64url, over whose text as it came the code is
/// made. Source: Meta's page on the data deletion callback.
/// </summary>
/// <param name="Person">The account that logged in once: a merchant, never a customer.</param>
/// <param name="Code">Of this request and no other; not to be guessed by whoever knows what it says.</param>
internal sealed record SignedRequest(PersonId Person, string Code)
{
    private const string Algorithm = "HMAC-SHA256";
    private const int MaxLength = 8192;

    /// <returns>Null: it is none, or none of the app.</returns>
    public static SignedRequest? Read(string? text, IReadOnlyList<byte[]> secrets)
    {
        if (text is not { Length: <= MaxLength } || text.Split('.') is not [var signatureText, var payload] || Decode(signatureText) is not { } given || given.Length != HMACSHA256.HashSizeInBytes)
        {
            return null;
        }

        // Every secret is tried, whatever the outcome of the first, so that the time taken tells nothing.
        bool isValid = false;
        foreach (byte[] secret in secrets)
        {
            isValid |= CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(payload)), given);
        }

        return isValid && Decode(payload) is { } json && PersonOf(json) is { } person
            ? new SignedRequest(person, Convert.ToHexStringLower(SHA256.HashData(given).AsSpan(0, 16)))
            : null;
    }

    private static PersonId? PersonOf(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8 });
            var root = document.RootElement;
            return string.Equals(root.Member("algorithm").Text(), Algorithm, StringComparison.OrdinalIgnoreCase) && PersonId.TryParse(root.Member("user_id").Id(), out var person) ? person : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[]? Decode(string text)
    {
        byte[] decoded = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        return !text.Contains('=', StringComparison.Ordinal) && Base64Url.DecodeFromChars(text, decoded, out int read, out int length) == OperationStatus.Done && read == text.Length
            ? decoded[..length]
            : null;
    }
}
