using GptMessenger.Domain.Replies;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Replies;

/// <summary>What the customer is told.</summary>
/// <param name="Text">As plain text.</param>
/// <param name="Named">The products that it names, in the order in which it does.</param>
/// <param name="Basis">Why it says that.</param>
internal sealed record Answer(string Text, IReadOnlyList<Product> Named, AnswerBasis Basis)
{
    /// <summary>What is shown of those after the text.</summary>
    public IReadOnlyList<ReplyCard> Cards { get; init; } = [];

    public static Answer Always(string text) => new(text, [], new AnswerBasis { Source = AnswerSource.Fixed });
}
