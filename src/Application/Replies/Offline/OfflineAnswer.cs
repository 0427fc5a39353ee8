using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Replies.Offline;

/// <param name="Text">What the customer is told.</param>
/// <param name="Named">The products that it names, in the order in which it does.</param>
internal sealed record OfflineAnswer(string Text, IReadOnlyList<Product> Named)
{
    /// <summary>It says that a person will follow up.</summary>
    public bool IsLeftToPerson { get; init; }
}
