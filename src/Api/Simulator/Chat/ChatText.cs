using System.Text.RegularExpressions;
using GptMessenger.Api.Simulator.Storefront;

namespace GptMessenger.Api.Simulator.Chat;

/// <summary>A run of a message's text.</summary>
/// <param name="Text">What a person reads.</param>
/// <param name="Link">Where it leads; null: plain text.</param>
internal sealed record ChatRun(string Text, string? Link = null);

/// <summary>Finds the links in a message and gives them words that a person can read.</summary>
internal static partial class ChatText
{
    public static IEnumerable<ChatRun> Runs(string text)
    {
        int end = 0;
        foreach (Match match in Address().Matches(text))
        {
            if (!StorefrontLinks.TryResolve(match.Value, out string? href, out string? label))
            {
                continue;
            }

            if (match.Index > end)
            {
                yield return new(text[end..match.Index]);
            }

            // A product that the text names is not named again by its link.
            bool isNamed = text.Contains(label, StringComparison.OrdinalIgnoreCase) && !match.Value.Contains(label, StringComparison.OrdinalIgnoreCase);
            bool startsLine = match.Index == 0 || text[match.Index - 1] == '\n';
            yield return new(!isNamed ? label : startsLine ? "See it in the shop" : "see it in the shop", href);
            end = match.Index + match.Length;
        }

        if (end < text.Length)
        {
            yield return new(text[end..]);
        }
    }

    // What follows a link in a sentence (a full stop, a closing bracket) is not part of it.
    [GeneratedRegex(@"https?://[^\s<>()\[\]""]*[^\s<>()\[\]"".,;:!?'…]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}
