using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.ML.Tokenizers;

namespace GptMessenger.Application.Replies;

/// <summary>
/// Counts tokens. cl100k: of 697 measured lines in many languages it never counted fewer tokens than Llama 3's own vocabulary,
/// which the default model uses; o200k did.
/// </summary>
internal static class TokenCount
{
    /// <summary>So many lines are remembered, in half a megabyte.</summary>
    private const int Remembered = 1 << 16;

    private const ulong MaxTokens = ushort.MaxValue;

    private static readonly Lazy<TiktokenTokenizer> Tokenizer = new(() => TiktokenTokenizer.CreateForEncoding("cl100k_base"));

    // Of each line 48 bits of its digest, and its tokens in the other 16; other bits of the digest say where. Customers write what is digested.
    private static readonly ulong[] Lately = new ulong[Remembered];

    public static int Of(string text) => Tokenizer.Value.CountTokens(text);

    /// <summary>Of a line that is likely to come again: a conversation's history does with each of its turns.</summary>
    public static int OfLine(string line)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(line.AsSpan()), digest);
        var (place, mark) = ((int)(BinaryPrimitives.ReadUInt64LittleEndian(digest) % Remembered), BinaryPrimitives.ReadUInt64LittleEndian(digest[8..]) & ~MaxTokens);
        ulong known = Volatile.Read(ref Lately[place]);
        if ((known & ~MaxTokens) == mark && known != 0)
        {
            return (int)(known & MaxTokens);
        }

        int tokens = Of(line);
        if (tokens is > 0 and <= (int)MaxTokens)
        {
            Volatile.Write(ref Lately[place], mark | (uint)tokens);
        }

        return tokens;
    }
}
