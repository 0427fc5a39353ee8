using System.Buffers;
using System.Globalization;
using GptMessenger.Application.Conversations;
using GptMessenger.Domain.Conversations;

namespace GptMessenger.Application.Prompts;

/// <summary>
/// What tenants' prompts have been. All of them fail with <see cref="StoreUnavailableException"/> where the store does not answer.
/// </summary>
public interface IPromptVersions
{
    /// <summary>Takes the place of what is kept under its id.</summary>
    Task KeepAsync(TenantId tenant, PromptVersion version, CancellationToken cancellationToken);

    /// <summary>Null: there is none.</summary>
    /// <exception cref="UnreadableFileException">What is kept is not one.</exception>
    Task<PromptVersion?> FindAsync(TenantId tenant, PromptVersionId id, CancellationToken cancellationToken);

    /// <param name="tenant">Whose.</param>
    /// <param name="before">Older than this one; null: from the newest.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Newest first; what cannot be read is left out.</returns>
    Task<IReadOnlyList<PromptVersion>> ListAsync(TenantId tenant, PromptVersionId? before, int limit, CancellationToken cancellationToken);

    /// <summary>Nothing happens when there is none.</summary>
    Task RemoveAsync(TenantId tenant, PromptVersionId id, CancellationToken cancellationToken);
}

/// <param name="Id">Says its place among the others.</param>
/// <param name="Origin">How it came to be.</param>
/// <param name="At">When.</param>
/// <param name="Text">The whole prompt; of <see cref="PromptOrigin.Common"/>, the common one as it was then.</param>
public sealed record PromptVersion(PromptVersionId Id, PromptOrigin Origin, DateTimeOffset At, string Text)
{
    /// <summary>Who, as the activity log names them; null: nobody knows.</summary>
    public string? By { get; init; }

    /// <summary>What they say about it.</summary>
    public string? Note { get; init; }

    /// <summary>Of one that was rolled back to: what it repeats.</summary>
    public PromptVersionId? Of { get; init; }

    /// <summary>It is known to have been in force. A version is written before it is: one that was never confirmed may never have been.</summary>
    public bool IsConfirmed { get; init; }
}

public enum PromptOrigin
{
    /// <summary>Somebody wrote it.</summary>
    Published,

    /// <summary>Somebody went back to an older one.</summary>
    RolledBack,

    /// <summary>It was found in force: it came there without this product.</summary>
    Outside,

    /// <summary>Somebody gave up the tenant's own for the common one.</summary>
    Common,
}

/// <summary>A version's name: newer ones sort before older ones.</summary>
public readonly record struct PromptVersionId
{
    private const long EndOfTime = 9_999_999_999_999;
    private const int Digits = 13;
    private const int Random = 8;

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    private readonly string? _value;

    private PromptVersionId(string value) => _value = value;

    public string Value => _value ?? "";

    /// <summary>A new one, to the millisecond.</summary>
    public static PromptVersionId New(DateTimeOffset at) => new(string.Create(
        CultureInfo.InvariantCulture, $"{EndOfTime - at.ToUnixTimeMilliseconds():D13}-{Guid.CreateVersion7(at).ToString("N")[^Random..]}"));

    public static bool TryParse(string? text, out PromptVersionId id)
    {
        bool isOne = text?.Length == Digits + 1 + Random && text[Digits] == '-'
            && text.AsSpan(0, Digits).IndexOfAnyExceptInRange('0', '9') < 0 && text.AsSpan(Digits + 1).IndexOfAnyExcept(Hexadecimal) < 0;
        id = isOne ? new PromptVersionId(text!) : default;
        return isOne;
    }

    public override string ToString() => Value;
}
