using System.Security.Cryptography;

namespace GptMessenger.Api.Facebook;

/// <summary>What a delivery's signature is worth.</summary>
internal enum SignatureCheck
{
    Valid,
    Missing,
    Malformed,
    Wrong,
}

/// <summary>
/// Checks <c>X-Hub-Signature-256</c>: <c>sha256=</c> and the lower-case hex HMAC-SHA256 of the raw body, keyed with the app secret.
/// The bytes must be hashed as they arrived: Meta signs the escaped form (<c>\u00e4</c>, <c>\/</c>), and any parsing in between loses it.
/// Source: Messenger Platform, "Webhooks", validating payloads.
/// </summary>
internal static class WebhookSignature
{
    public const string Header = "X-Hub-Signature-256";

    private const string Prefix = "sha256=";

    /// <param name="header">The header as it came; null when it did not.</param>
    /// <param name="body">The body's bytes, untouched.</param>
    /// <param name="secrets">The app secrets that are valid now: several while one is being replaced by another.</param>
    public static SignatureCheck Check(string? header, ReadOnlySpan<byte> body, IReadOnlyList<byte[]> secrets)
    {
        if (string.IsNullOrEmpty(header))
        {
            return SignatureCheck.Missing;
        }

        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (header.Length != Prefix.Length + (2 * given.Length)
            || !header.StartsWith(Prefix, StringComparison.Ordinal)
            || Convert.FromHexString(header.AsSpan(Prefix.Length), given, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return SignatureCheck.Malformed;
        }

        // Every secret is tried, whatever the outcome of the first, so that the time taken tells nothing.
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        bool isValid = false;
        foreach (byte[] secret in secrets)
        {
            HMACSHA256.HashData(secret, body, expected);
            isValid |= CryptographicOperations.FixedTimeEquals(expected, given);
        }

        return isValid ? SignatureCheck.Valid : SignatureCheck.Wrong;
    }
}
