namespace GptMessenger.Infrastructure.Secrets;

/// <summary>What wraps the key ring that tokens are sealed with (<c>SECRETS_KEY</c>).</summary>
/// <param name="Keys">32 bytes each. The first wraps, the others still open what they wrapped before.</param>
public sealed record SecretsOptions(IReadOnlyList<ReadOnlyMemory<byte>> Keys)
{
    public const int KeyLength = 32;

    /// <summary>Without the keys: a record would print them.</summary>
    public override string ToString() => $"{Keys.Count} wrapping keys";
}
