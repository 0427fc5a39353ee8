using System.Security.Cryptography;
using System.Text;

namespace GptMessenger.Infrastructure.Facebook;

/// <summary>Shows Graph that a token is used by the app it was given to.</summary>
internal static class AppSecretProof
{
    public static string? Of(string token, string? appSecret) =>
        string.IsNullOrEmpty(appSecret) ? null : Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(appSecret), Encoding.UTF8.GetBytes(token)));
}
