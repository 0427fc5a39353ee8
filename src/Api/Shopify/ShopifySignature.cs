using System.Security.Cryptography;

namespace GptMessenger.Api.Shopify;

/// <summary>
/// Checks <c>X-Shopify-Hmac-Sha256</c>: the base64 HMAC-SHA256 of the raw body, keyed with the app's secret.
/// Source: Shopify, "Verify webhook deliveries" (2026-10).
/// </summary>
internal static class ShopifySignature
{
    public const string Header = "X-Shopify-Hmac-Sha256";

    /// <param name="header">The header as it came; null when it did not.</param>
    /// <param name="body">The body's bytes, untouched. Nobody signs nothing.</param>
    /// <param name="secrets">The secrets that are valid now: several while one is being replaced by another. None: nothing is valid.</param>
    public static bool IsValid(string? header, ReadOnlySpan<byte> body, IReadOnlyList<byte[]> secrets)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (body.IsEmpty || header is null || !Convert.TryFromBase64String(header, given, out int length) || length != given.Length)
        {
            return false;
        }

        // Every secret is tried, whatever the outcome of the first, so that the time taken tells nothing.
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        bool isValid = false;
        foreach (byte[] secret in secrets)
        {
            HMACSHA256.HashData(secret, body, expected);
            isValid |= CryptographicOperations.FixedTimeEquals(expected, given);
        }

        return isValid;
    }
}
