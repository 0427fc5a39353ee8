using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace GptMessenger.Infrastructure.Shopify;

/// <summary>What a shop wrote in its editor, as the plain text that a customer may read.</summary>
internal static partial class HtmlText
{
    private const int MatchTimeout = 1000;

    public static string Plain(string html)
    {
        try
        {
            // Entities come last: what they decode to is no markup.
            var lines = WebUtility.HtmlDecode(WithoutTags(html)).Split('\n').Select(Words).Where(line => line.Length > 0);
            return string.Join('\n', lines);
        }
        catch (RegexMatchTimeoutException)
        {
            // Markup made to take for ever says nothing to a customer.
            return "";
        }
    }

    // In markup only tags break lines; a text without any is taken as it stands.
    private static string WithoutTags(string html)
    {
        string text = Unseen().Replace(html, " ");
        text = Tag().IsMatch(text) ? text.ReplaceLineEndings(" ") : text;
        return Tag().Replace(Break().Replace(text, "\n"), " ");
    }

    private static string Words(string line)
    {
        var words = new StringBuilder(line.Length);
        foreach (string word in line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            // Taking out an inline tag must not leave "soft , warm" behind.
            bool isTail = words.Length == 0 || word[0] is '.' or ',' or ';' or ':' or '!' or '?' or ')';
            words.Append(isTail ? "" : " ").Append(word);
        }

        return words.ToString();
    }

    [GeneratedRegex(@"<!--.*?-->|<(?<name>script|style|template)\b.*?</\k<name>\s*>", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, MatchTimeout)]
    private static partial Regex Unseen();

    [GeneratedRegex(@"</?(p|div|br|li|ul|ol|tr|table|h[1-6]|section|blockquote|hr)\b[^<>]*>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, MatchTimeout)]
    private static partial Regex Break();

    // "a < b" is text: a tag begins with a letter or a slash.
    [GeneratedRegex("</?[a-z][^<>]*>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, MatchTimeout)]
    private static partial Regex Tag();
}
