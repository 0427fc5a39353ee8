using System.Security.Cryptography;
using System.Text;

namespace GptMessenger.Infrastructure.Secrets;

/// <summary>The keys of the configuration: they wrap the ring's keys (AES-256-GCM) and vouch for its files (HMAC-SHA256), each under a key of its own.</summary>
internal sealed class WrappingKeys
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly Dictionary<string, Pair> _pairs;

    public WrappingKeys(SecretsOptions options)
    {
        var pairs = options.Keys.Select(key => new Pair(key.Span)).ToList();
        Current = pairs[0].Name;
        _pairs = pairs.DistinctBy(pair => pair.Name).ToDictionary(pair => pair.Name, StringComparer.Ordinal);
    }

    /// <summary>The name of the key that wraps now. Names tell keys apart and nothing about them.</summary>
    public string Current { get; }

    public bool Has(string name) => _pairs.ContainsKey(name);

    /// <summary>Wraps under the current key: nonce, ciphertext and tag.</summary>
    public byte[] Wrap(ReadOnlySpan<byte> content)
    {
        byte[] wrapped = new byte[NonceLength + content.Length + TagLength];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, NonceLength));
        using var aes = new AesGcm(_pairs[Current].Cipher, TagLength);
        aes.Encrypt(wrapped.AsSpan(0, NonceLength), content, wrapped.AsSpan(NonceLength, content.Length), wrapped.AsSpan(NonceLength + content.Length));
        return wrapped;
    }

    /// <exception cref="CryptographicException">There is no key of that name, or it did not wrap this.</exception>
    public byte[] Unwrap(string name, byte[] wrapped)
    {
        if (!_pairs.TryGetValue(name, out var pair) || wrapped.Length < NonceLength + TagLength)
        {
            throw new CryptographicException($"Wrapped under the key {name}, which SECRETS_KEY does not hold.");
        }

        byte[] content = new byte[wrapped.Length - NonceLength - TagLength];
        using var aes = new AesGcm(pair.Cipher, TagLength);
        aes.Decrypt(wrapped.AsSpan(0, NonceLength), wrapped.AsSpan(NonceLength, content.Length), wrapped.AsSpan(NonceLength + content.Length), content);
        return content;
    }

    /// <summary>The current key's word that a file with this name holds this text.</summary>
    public string Vouch(string file, string text) => Convert.ToBase64String(Code(_pairs[Current], file, text));

    public bool IsVouchedFor(string name, string code, string file, string text)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return _pairs.TryGetValue(name, out var pair) && Convert.TryFromBase64String(code, given, out int length) && length == given.Length
            && CryptographicOperations.FixedTimeEquals(given, Code(pair, file, text));
    }

    /// <summary>What can be found again by who knows the text and the keys, and tells nothing to anybody else: under the current key, then under older ones.</summary>
    public IReadOnlyList<string> PseudonymsOf(string text) =>
        [.. _pairs.Values.OrderByDescending(pair => pair.Name == Current).Select(pair => Convert.ToHexStringLower(HMACSHA256.HashData(pair.Namer, Encoding.UTF8.GetBytes(text))))];

    private static byte[] Code(Pair pair, string file, string text) => HMACSHA256.HashData(pair.Voucher, Encoding.UTF8.GetBytes($"{file}\n{text}"));

    private sealed class Pair(ReadOnlySpan<byte> key)
    {
        public string Name { get; } = Convert.ToHexStringLower(Derive(key, "name", 8));

        public byte[] Cipher { get; } = Derive(key, "cipher", SecretsOptions.KeyLength);

        public byte[] Voucher { get; } = Derive(key, "voucher", SecretsOptions.KeyLength);

        public byte[] Namer { get; } = Derive(key, "namer", SecretsOptions.KeyLength);

        private static byte[] Derive(ReadOnlySpan<byte> key, string use, int length)
        {
            byte[] derived = new byte[length];
            HKDF.DeriveKey(HashAlgorithmName.SHA256, key, derived, salt: default, Encoding.UTF8.GetBytes($"GptMessenger.Secrets {use}"));
            return derived;
        }
    }
}
