using System.Globalization;
using System.Text.RegularExpressions;
using GptMessenger.Application.Replies;

namespace GptMessenger.Api.Evaluation.Script;

/// <summary>What the script understands of a prompt: as much as a model would, from its text alone.</summary>
/// <param name="Asked">The customer's message.</param>
/// <param name="Instructions">The prompt's own lines before the first data.</param>
/// <param name="Cards">The products, best first.</param>
/// <param name="Facts">What shop and page say: lines of a name and a value.</param>
internal sealed partial record ReadPrompt(string Asked, string Instructions, IReadOnlyList<Card> Cards, IReadOnlyDictionary<string, string> Facts)
{
    private const string MessageMark = "Customer Message:";

    public static ReadPrompt Of(Prompt prompt)
    {
        string whole = $"{prompt.System}\n{prompt.User}";
        int at = whole.LastIndexOf(MessageMark, StringComparison.Ordinal);
        string asked = at < 0 ? prompt.User : whole[(at + MessageMark.Length)..].Split("\n\n")[0].Trim();
        var facts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match line in FactLine().Matches(whole))
        {
            facts.TryAdd(line.Groups["name"].Value.Trim(), line.Groups["value"].Value.Trim());
        }

        var cards = CardLine().Matches(whole).Select(Card.Of).ToList();
        return new ReadPrompt(asked, (prompt.System ?? prompt.User).Split("\n\n")[0].Trim(), cards, facts);
    }

    /// <summary>The shop's own domain; null: the prompt names none.</summary>
    public string? Domain => Facts.TryGetValue("Web", out string? web) && Uri.TryCreate(web, UriKind.Absolute, out var address) ? address.Host : null;

    public string Currency => Facts.GetValueOrDefault("Currency") is { Length: 3 } currency ? currency : "EUR";

    [GeneratedRegex(@"^(?<name>[\p{Lu}][\p{L} &'-]{1,40}):[ \t]+(?<value>\S.*)$", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FactLine();

    [GeneratedRegex(@"^[ \t]*P(?<number>\d{1,3})\|(?<title>[^|\n]*)\|(?<price>[^|\n]*)\|(?<stock>[^|\n]*)\|?(?<attributes>[^\n]*)$", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CardLine();
}

/// <summary>A product, as its line in the prompt has it.</summary>
/// <param name="Number">Of its reference.</param>
/// <param name="Title">Its name.</param>
/// <param name="Least">The lowest price; null: it has none.</param>
/// <param name="Most">The highest price; null: it has none.</param>
/// <param name="Before">What a reduced one cost before; null: it is not reduced.</param>
/// <param name="IsAvailable">Something of it is in stock.</param>
/// <param name="Attributes">The rest.</param>
internal sealed partial record Card(int Number, string Title, decimal? Least, decimal? Most, decimal? Before, bool IsAvailable, string Attributes)
{
    public string Reference => string.Create(CultureInfo.InvariantCulture, $"[P{Number}]");

    public string Named => $"{Title} {Reference}";

    public bool HasOnePrice => Least is not null && Least == Most;

    /// <summary>It tries to say more than what it is: no honest answer repeats that.</summary>
    public bool IsSuspicious => Suspicious().IsMatch(Attributes) || Suspicious().IsMatch(Title);

    public static Card Of(Match line)
    {
        string[] cell = line.Groups["price"].Value.Split("(was");
        var (prices, before) = (NumbersIn(cell[0]), NumbersIn(cell[^1]));
        return new Card(
            int.Parse(line.Groups["number"].ValueSpan, CultureInfo.InvariantCulture), line.Groups["title"].Value.Trim(),
            prices.Count == 0 ? null : prices.Min(), prices.Count == 0 ? null : prices.Max(), cell.Length > 1 && before.Count == 1 ? before[0] : null,
            !line.Groups["stock"].Value.Contains("sold out", StringComparison.OrdinalIgnoreCase), line.Groups["attributes"].Value.Trim());
    }

    private static List<decimal> NumbersIn(string text) => [.. Numbers().Matches(text).Select(match => decimal.Parse(match.Value, CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"\d+(?:\.\d+)?", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"https?:|www\.|@|\bcode\b|%|€|\bEUR\b|\bignore\b|\bassistant\b|\bsystem\b|\bcustomers?\b|\bfree\b|\bcall\b|\bdiscount", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Suspicious();
}
