using System.Security.Cryptography;
using System.Text;

namespace GptMessenger.Api.Evaluation.Script;

/// <summary>Chance that comes out the same for the same words, on every machine.</summary>
internal sealed class Dice(string words)
{
    private int _throws;

    /// <returns>From 0 to below the number of sides.</returns>
    public int Roll(int sides)
    {
        byte[] digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{words}:{_throws++}"));
        return (int)(BitConverter.ToUInt32(digest) % (uint)sides);
    }

    public T Pick<T>(IReadOnlyList<T> of) => of[Roll(of.Count)];
}
