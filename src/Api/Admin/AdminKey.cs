using System.Security.Cryptography;
using System.Text;

namespace GptMessenger.Api.Admin;

/// <summary>Who has it may administer (<c>ADMIN_API_KEY</c>). Only its digest is kept.</summary>
internal sealed class AdminKey(string key)
{
    private readonly byte[] _digest = SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>Tells keys apart and nothing else about them.</summary>
    public string Name { get; } = Convert.ToHexStringLower(SHA256.HashData(SHA256.HashData(Encoding.UTF8.GetBytes($"name {key}"))).AsSpan(0, 8));

    /// <summary>Takes as long for any wrong key; digests, so that not even the length shows.</summary>
    public bool Is(string given) => CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), _digest);
}
