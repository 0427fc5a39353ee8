using System.Security.Cryptography;
using System.Text;

namespace GptMessenger.Api.Shopify;

/// <summary>
/// Checks the <c>hmac</c> of an address that Shopify sends a browser to: of all other parameters, sorted by name and joined as in an address.
/// Source: Shopify, "Authorization code grant", verifying the request.
/// </summary>
internal static class CallbackSignature
{
    public static bool IsValid(IQueryCollection query, IReadOnlyList<byte[]> secrets)
    {
        // Named twice, it is unclear which one would be believed.
        if (query.Any(pair => pair.Value.Count != 1))
        {
            return false;
        }

        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        string hmac = query["hmac"].ToString();
        if (hmac.Length != 2 * given.Length || Convert.FromHexString(hmac, given, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        string message = string.Join('&', query.Where(pair => pair.Key is not ("hmac" or "signature")).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value.ToString())}"));
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        bool isValid = false;
        foreach (byte[] secret in secrets)
        {
            HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(message), expected);
            isValid |= CryptographicOperations.FixedTimeEquals(expected, given);
        }

        return isValid;
    }
}
