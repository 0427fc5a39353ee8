using System.Text.RegularExpressions;
using GptMessenger.Application.Replies.Wordings;

namespace GptMessenger.Application.Replies;

/// <summary>
/// What stands before the first answer of a conversation, and before the first after a long silence: that an assistant answers
/// (EU AI Act, article 50; Meta's developer policies).
/// </summary>
public sealed partial record FirstContact
{
    /// <summary>It is read before every answer, and a customer wants the answer.</summary>
    public const int MaxLength = 500;

    private const string OffWord = "off";

    private readonly string? _text;

    private FirstContact(string? text) => _text = text;

    /// <summary>This product's own sentence, in the customer's language.</summary>
    public static FirstContact Standard { get; } = new(text: null);

    /// <summary>Nothing is said: the shop tells its customers elsewhere.</summary>
    public static FirstContact Off { get; } = new(text: "");

    /// <param name="text">What is said, to every customer alike; <c>{page}</c> becomes the page's name. Empty or <c>off</c>: nothing.</param>
    /// <exception cref="FormatException">It cannot be said; the message tells why, as the end of a sentence that begins with a name.</exception>
    public static FirstContact Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string said = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Trim();
        if (said.Length == 0 || said.Equals(OffWord, StringComparison.OrdinalIgnoreCase))
        {
            return Off;
        }

        if (said.Length > MaxLength)
        {
            throw new FormatException($"should be a text of at most {MaxLength} characters; it has {said.Length}.");
        }

        if (said.Any(c => char.IsControl(c) && c != '\n') || said.Contains('\uFFFD', StringComparison.Ordinal))
        {
            throw new FormatException("should be plain text in UTF-8.");
        }

        return Place().Matches(said).All(place => place.Value == "{page}")
            ? new FirstContact(said)
            : throw new FormatException("has a place in braces that is unknown. There is {page}.");
    }

    /// <returns>Null: nothing is said.</returns>
    internal string? Say(Wording texts, string? pageName) =>
        _text is { Length: 0 } ? null : Wording.Fill(_text ?? texts.FirstContact, ("page", string.IsNullOrWhiteSpace(pageName) ? texts.ThisPage : pageName));

    [GeneratedRegex(@"\{[^{}\s]*\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();
}
